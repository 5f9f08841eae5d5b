"""Before a class's time is over its teachers are written to, twice, where they have a confirmed e-mail address."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .models import Classroom
from .models.classroom import NOTICE_DAYS

log = logging.getLogger(__name__)


def warn_teachers() -> None:
    """A letter 30 and one 7 days before, each once: two that tidy up at the same moment send one."""
    today = timezone.localdate()
    ending = Classroom.objects.filter(purged_at=None, keep_until__gte=today, keep_until__lte=today + timedelta(days=max(NOTICE_DAYS)))
    for classroom in ending:
        due_on = max(day for days in NOTICE_DAYS if (day := classroom.keep_until - timedelta(days=days)) <= today)
        unwarned = Classroom.objects.filter(Q(warned_on=None) | Q(warned_on__lt=due_on), pk=classroom.pk)
        if unwarned.update(warned_on=today):
            _write_to_teachers(classroom)


def _write_to_teachers(classroom: Classroom) -> None:
    """Where no letter leaves the house, it is tried again the next time."""
    people = classroom.people().teachers().filter(user__is_active=True, user__leaves_at=None)
    addresses = EmailAddress.objects.filter(user__in=people.values("user"), verified=True, primary=True).select_related("user")
    sent = [_is_sent(classroom, address) for address in addresses]
    if sent and not any(sent):
        Classroom.objects.filter(pk=classroom.pk).update(warned_on=classroom.warned_on)


def _is_sent(classroom: Classroom, address: EmailAddress) -> bool:
    try:
        _send(classroom, address)
    except (OSError, SMTPException):
        log.exception("a letter about the end of a class could not be sent", extra={"classroom": classroom.pk})
        return False
    return True


def _send(classroom: Classroom, address: EmailAddress) -> None:
    with translation.override(address.user.language or settings.LANGUAGE_CODE):
        subject = _("“%(name)s”: pupils’ work is removed soon") % {"name": classroom.name}
        facts = {"classroom": classroom, "name": address.user.get_full_name(), "origin": _origin()}
        send_mail(subject, render_to_string("education/retention_letter.txt", facts), None, [address.email])


def _origin() -> str:
    """Of the first address that the site is known by: nobody asked for this letter from a page. "" where there is none but a pattern."""
    return next((origin for origin in settings.SITE_ORIGINS if "*" not in origin), "")
