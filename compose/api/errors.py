"""What the API refuses: a stable code for programs, a sentence for people."""

from django.http import JsonResponse
from django.utils.translation import gettext as _


class ApiError(Exception):
    def __init__(self, status: int, code: str, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.status, self.code, self.headers = status, code, headers

    def response(self) -> JsonResponse:
        headers = {name.replace("_", "-"): value for name, value in self.headers.items()}
        return JsonResponse({"error": {"code": self.code, "message": str(self)}}, status=self.status, headers=headers)


def not_found() -> ApiError:
    return ApiError(404, "api.not_found", _("There is no such thing, or it is not for you."))


def bad_request(code: str, sentence: str) -> ApiError:
    return ApiError(400, code, sentence)
