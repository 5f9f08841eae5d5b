from django import template
from django.utils.safestring import SafeString

from accounts import avatars
from accounts.models import User

register = template.Library()


@register.simple_tag
def avatar(person: User) -> SafeString:
    return avatars.avatar(person.get_full_name())
