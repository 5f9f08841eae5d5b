"""What others may do with a shared piece. The codes are those of SPDX."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ADDRESSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


class Licence(models.TextChoices):
    ALL_RIGHTS_RESERVED = "all-rights-reserved", _("All rights reserved")
    CC_BY = "CC-BY-4.0", _("Credit me (CC BY 4.0)")
    CC_BY_SA = "CC-BY-SA-4.0", _("Credit me, share alike (CC BY-SA 4.0)")
    CC0 = "CC0-1.0", _("No conditions (CC0)")

    @property
    def address(self) -> str:
        """Where the licence can be read, else ""."""
        return ADDRESSES.get(self.value, "")
