from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import leaving as leaving_verbs
from . import tokens
from .audit import note
from .forms import ProfileForm, TokenForm
from .models import AccountEvent, EventKind

EVENTS_A_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    if form.errors:
        request.user.refresh_from_db()  # the head of the page shows the name that is stored, not the one that was refused
    return render(request, "accounts/profile.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@login_required
@never_cache
def history(request: HttpRequest) -> HttpResponse:
    page = Paginator(AccountEvent.objects.of(request.user), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/history.html", {"page": page, "days": settings.AUDIT_DAYS})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
@reauthentication_required
def leaving(request: HttpRequest) -> HttpResponse:
    """What the end of an account means, and the button for it. Whoever asked already is offered to undo it."""
    if request.method != "POST" or request.user.is_leaving:
        return render(request, "accounts/leaving.html", {"days": settings.ACCOUNT_GRACE_DAYS})
    leaving_verbs.ask(user=request.user, request=request)
    date = date_format(request.user.leaves_at, "DATE_FORMAT")
    logout(request)
    messages.success(request, _("Your account will be erased on %(date)s. Sign in before then if you change your mind.") % {"date": date})
    return redirect("account_login")


@require_POST
@login_required
def staying(request: HttpRequest) -> HttpResponse:
    leaving_verbs.undo(user=request.user, request=request)
    messages.success(request, _("Good to have you back. Nothing will be erased."))
    return redirect("accounts:profile")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
@reauthentication_required
def access_tokens(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST if request.method == "POST" else None, user=request.user)
    secret, status = "", 200
    if request.method == "POST" and form.is_valid():
        _made, secret = tokens.make(user=request.user, **form.as_token())
        note(EventKind.TOKEN_MADE, request.user, request)
        form = TokenForm(user=request.user)
    elif form.errors:
        status = 400
    mine = request.user.access_tokens.filter(revoked_at=None)
    return render(request, "accounts/tokens.html", {"form": form, "tokens": mine, "secret": secret}, status=status)


@require_POST
@login_required
def token_revocation(request: HttpRequest, token_id: int) -> HttpResponse:
    token = get_object_or_404(request.user.access_tokens, pk=token_id)
    tokens.revoke(token)
    note(EventKind.TOKEN_REVOKED, request.user, request)
    messages.success(request, _("“%(name)s” no longer opens anything.") % {"name": token.name})
    return redirect("accounts:tokens")
