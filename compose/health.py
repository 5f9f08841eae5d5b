"""Two questions of an operator: is this process up (healthz), and can a piece be composed right now (readyz)?"""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .models import WorkerNode

log = logging.getLogger(__name__)

NOBODY = "No worker has been seen lately, so pieces wait. Start one with `manage.py work` or `manage.py serve`."


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    reason = _why_not()
    return JsonResponse({"status": "not ready", "reason": reason}, status=503) if reason else JsonResponse({"status": "ok"})


def _why_not() -> str:
    try:
        if WorkerNode.objects.able().exists():
            return ""
        faulty = WorkerNode.objects.alive(within_seconds=90).exclude(fault="").order_by("-seen_at").first()
        return faulty.fault if faulty else NOBODY
    except DatabaseError:
        log.exception("the database did not answer a readiness check")
        return "The database does not answer."
