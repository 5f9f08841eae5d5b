"""How often one address and one account may try the doors of the site: sign-in, sign-up, new passwords, e-mail addresses.

The tokens lie in the database, so all web processes count together. What is limited, and whose, is stored only as a keyed hash.
"""

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from compose import token_buckets
from compose.token_buckets import Allowance
from compose.visitors import address_of

from .refusals import refuse

Whose = Callable[[HttpRequest], str]


def typed(field: str) -> Whose:
    """The account that was typed into the form, however it was written. Nothing typed: nothing to guard."""
    return lambda request: request.POST.get(field, "").strip().casefold()[:254]


def account(request: HttpRequest) -> str:
    return str(request.user.pk or "")


def half_signed_in(request: HttpRequest) -> str:
    """The account whose password was right and whose code is awaited."""
    return str((request.session.get(LOGIN_SESSION_KEY) or {}).get("user_pk") or "")


@dataclass(frozen=True)
class Door:
    """What is counted when a form is posted. is_free_for_the_right: a try that succeeds (it redirects) costs nothing."""

    rules: tuple[tuple[Allowance, Whose], ...]
    is_free_for_the_right: bool = False

    def knock(self, request: HttpRequest) -> int:
        """Takes a token of every rule. 0, or the seconds until the next try; then nothing was taken."""
        taken = []
        for rule, whose in self.rules:
            if not (name := whose(request)):
                continue
            if wait_seconds := token_buckets.take(rule, name):
                self._give_back(taken)
                return wait_seconds
            taken.append((rule, name))
        return 0

    def open(self, request: HttpRequest) -> None:
        self._give_back([(rule, name) for rule, whose in self.rules if (name := whose(request))])

    @staticmethod
    def _give_back(taken: list[tuple[Allowance, str]]) -> None:
        for rule, name in taken:
            token_buckets.give_back(rule, name)


# A guesser of passwords is stopped by either rule. Whoever is signed in stays so, whatever others try with their name.
SIGN_IN = Door((
    (Allowance("sign-in from an address", settings.LIMIT_SIGN_IN), address_of),
    (Allowance("sign-in to an account", settings.LIMIT_SIGN_IN), typed("login")),
), is_free_for_the_right=True)
# Six digits are guessed in a million tries: nobody gets so many.
CODE = Door((
    (Allowance("code from an address", settings.LIMIT_SIGN_IN), address_of),
    (Allowance("code of an account", 10), half_signed_in),
), is_free_for_the_right=True)
PASSKEY = Door(((Allowance("passkey from an address", settings.LIMIT_SIGN_IN), address_of),), is_free_for_the_right=True)
SIGN_UP = Door(((Allowance("sign-up from an address", settings.LIMIT_SIGN_UP), address_of),))
NEW_PASSWORD = Door((
    (Allowance("new password from an address", settings.LIMIT_NEW_PASSWORD), address_of),
    (Allowance("new password for an account", 5), typed("email")),
))
LETTER = Door(((Allowance("key of a letter from an address", settings.LIMIT_NEW_PASSWORD), address_of),))
OWN_ACCOUNT = Door(((Allowance("change of an account", 20), account),))


def limited(door: Door, view: Callable) -> Callable:
    """The view behind a door that posts may knock at only so often."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *arguments: object, **options: object) -> HttpResponse:
        if request.method != "POST":
            return view(request, *arguments, **options)
        if wait_seconds := door.knock(request):
            return too_many(request, wait_seconds)
        response = view(request, *arguments, **options)
        if door.is_free_for_the_right and response.status_code == 302:
            door.open(request)
        return response

    guarded.door = door
    return guarded


def too_many(request: HttpRequest, wait_seconds: int) -> HttpResponse:
    minutes = math.ceil(wait_seconds / 60)
    wait = ngettext("Please wait %(minutes)s minute, then try again.", "Please wait %(minutes)s minutes, then try again.", minutes)
    sentence = wait % {"minutes": minutes}
    return refuse(request, 429, "site.too_many_attempts", sentence, wait_seconds)
