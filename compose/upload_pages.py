"""Uploading music: a page with a form, and the same for programs."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import limits
from .answers import limit_reached, wants_json
from .limits import LimitReached
from .music.errors import ComposeError
from .upload_forms import UploadForm
from .upload_words import changes_told
from .uploading import UploadRefused, upload
from .visitors import address_of, visitor_about_to_compose


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "compose/upload.html", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, form, 400)
    facts = {name: form.cleaned_data[name] for name in ("rights", "author", "title")}
    try:
        if not request.user.is_authenticated:
            limits.check_guests_of(address_of(request))
        piece, music = upload(data=form.cleaned_data["file"].read(), by=visitor_about_to_compose(request), **facts)
    except LimitReached as limit:
        return _limited(request, form, limit)
    except UploadRefused as error:
        return _refused(request, form, 400, error)
    if wants_json(request):
        told = changes_told(music.changes)
        return JsonResponse({"public_id": piece.public_id, "url": piece.get_absolute_url(), "changes": told}, status=201)
    return redirect(piece)


def _limited(request: HttpRequest, form: UploadForm, limit: LimitReached) -> HttpResponse:
    if wants_json(request):
        return limit_reached(limit)
    response = _refused(request, form, limit.status, limit)
    response["Retry-After"] = str(limit.retry_seconds)
    return response


def _refused(request: HttpRequest, form: UploadForm, status: int, error: ComposeError | None = None) -> HttpResponse:
    if error is not None:
        form.add_error("file", str(error))
    if not wants_json(request):
        return render(request, "compose/upload.html", {"form": form}, status=status)
    first = form.first_error()
    code = error.code if error else first.code or "invalid"
    return JsonResponse({"error": {"code": code, "message": " ".join(first.messages)}}, status=status)
