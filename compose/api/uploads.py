"""Music that a program brings along: the form of the page, sent as a file with a token."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from ..models import Piece
from ..upload_forms import UploadForm
from ..uploading import UploadRefused, upload
from ..visitors import Visitor
from .endpoint import endpoint, needs
from .errors import ApiError, bad_request
from .shapes import whole


@needs("compose")
def take(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        first = form.first_error()
        raise bad_request(first.code or "invalid", " ".join(first.messages))
    facts = {name: form.cleaned_data[name] for name in ("rights", "author", "title")}
    try:
        piece, _music = upload(data=form.cleaned_data["file"].read(), by=visitor, **facts)
    except UploadRefused as error:
        raise ApiError(400, error.code, str(error)) from error
    shown = whole(request, Piece.objects.select_related("current__generation").get(pk=piece.pk), visitor)
    return JsonResponse(shown, status=201, headers={"Location": shown["url"]})


uploads = endpoint(POST=take)
