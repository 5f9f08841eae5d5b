"""The retention clock: at the end of its last day, a classroom's pupils' work is removed."""

import logging

from django.utils import timezone

from . import actions
from .models import Classroom

log = logging.getLogger(__name__)


def purge_due() -> None:
    for classroom in Classroom.objects.due_for_purge(timezone.localdate()):
        actions.purge(classroom=classroom)
        log.info("a classroom's time was over: its pupils' work was removed", extra={"classroom": classroom.pk})
