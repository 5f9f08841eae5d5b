"""The person. A display name is all that others ever see; an e-mail address is optional."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    first_name = None
    last_name = None
    display_name = models.CharField(_("name shown to others"), max_length=60, blank=True)

    REQUIRED_FIELDS: list[str] = []

    def get_full_name(self) -> str:
        return self.display_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()


def shown_name(user: User) -> str:
    return user.get_full_name()
