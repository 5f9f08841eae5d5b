"""An answer that says no in one sentence, as a page or as JSON, and when to come back."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from compose.answers import wants_json


def refuse(request: HttpRequest, status: int, code: str, sentence: str, retry_seconds: int) -> HttpResponse:
    """code: for programs. The page is the template named after the status."""
    headers = {"Retry-After": str(retry_seconds), "Cache-Control": "no-store"}
    if wants_json(request):
        return JsonResponse({"error": {"code": code, "message": sentence}}, status=status, headers=headers)
    response = render(request, f"{status}.html", {"sentence": sentence}, status=status)
    for name, value in headers.items():
        response[name] = value
    return response
