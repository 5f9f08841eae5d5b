"""The same answers as the pages give, in JSON, for whoever asks with Accept: application/json."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse

from .forms import ComposeForm
from .limits import LimitReached
from .models import Piece


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def queued(piece: Piece) -> JsonResponse:
    url = piece.get_absolute_url()
    facts = {"public_id": piece.public_id, "url": url, "socket": piece.socket_path, "events": f"{url}events/", "seed": piece.current.seed}
    return JsonResponse(facts, status=201, headers={"Location": url})


def bad_description(form: ComposeForm) -> JsonResponse:
    errors = {field: [_error(each) for each in list_of.as_data()] for field, list_of in form.errors.items()}
    first = next(iter(errors.values()))[0]
    return JsonResponse({"error": first, "fields": errors}, status=400)


def limit_reached(limit: LimitReached) -> JsonResponse:
    error = {"code": limit.code, "message": str(limit)}
    return JsonResponse({"error": error}, status=429, headers={"Retry-After": str(limit.retry_seconds)})


def _error(error: ValidationError) -> dict[str, str]:
    return {"code": error.code or "invalid", "message": " ".join(error.messages)}
