"""Two questions of an operator: is this process up (healthz), and can a piece be composed right now (readyz)?"""

import ipaddress
import logging
import secrets

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .models import WorkerNode
from .visitors import address_of

log = logging.getLogger(__name__)

UNABLE = "No worker can compose just now, so pieces wait."
NOBODY = "No worker has been seen lately, so pieces wait. Start one with `manage.py work` or `manage.py serve`."


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    reason = _why_not()
    if reason and not is_operator(request):  # a fault may name files and hosts
        reason = UNABLE
    return JsonResponse({"status": "not ready", "reason": reason}, status=503) if reason else JsonResponse({"status": "ok"})


def is_operator(request: HttpRequest) -> bool:
    """Whoever knows METRICS_TOKEN, and whoever asks from this very machine and not through a proxy on it."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and kind.lower() == "bearer":
        return secrets.compare_digest(token.encode(), settings.METRICS_TOKEN.encode())
    is_forwarded = any(request.headers.get(name) for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"))
    try:
        return not is_forwarded and ipaddress.ip_address(address_of(request)).is_loopback
    except ValueError:
        return False


def _why_not() -> str:
    try:
        if WorkerNode.objects.able().exists():
            return ""
        faulty = WorkerNode.objects.alive(within_seconds=90).exclude(fault="").order_by("-seen_at").first()
        return faulty.fault if faulty else NOBODY
    except DatabaseError:
        log.exception("the database did not answer a readiness check")
        return "The database does not answer."
