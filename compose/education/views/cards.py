from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .. import cards as passwords
from ..access import login_required, taught_classroom
from ..models import Classroom, SchoolAccount


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def cards(request: HttpRequest, public_id: str) -> HttpResponse:
    """Cards to print and cut. POST makes new passwords for all whose card no longer works."""
    taught = taught_classroom(request, public_id)
    accounts = _accounts(taught, request.GET.get("person", ""))
    if request.method == "POST":
        passwords.renew([account for account in accounts if not account.has_card])
        return redirect("education:cards", public_id)
    shown = [{"account": account, "password": passwords.password_of(account) if account.has_card else ""} for account in accounts]
    context = {"classroom": taught, "cards": shown, "cardless_count": sum(not card["password"] for card in shown)}
    return render(request, "education/cards.html", context)


def _accounts(classroom: Classroom, person: str) -> list[SchoolAccount]:
    accounts = classroom.school_accounts.select_related("user").order_by("user__display_name")
    return list(accounts.filter(user__enrollments__pk=person) if person.isdecimal() and len(person) < 18 else accounts)


@require_POST
@login_required
def password(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    taught = taught_classroom(request, public_id)
    enrollment = get_object_or_404(taught.people(), pk=pk)
    account = SchoolAccount.objects.select_related("user").filter(user=enrollment.user_id, classroom=taught).first()
    if account is None:
        raise Http404  # an account of the pupil's own: nobody but the pupil sets its password
    passwords.renew([account])
    response = redirect("education:cards", public_id)
    response["Location"] += f"?person={pk}"
    return response
