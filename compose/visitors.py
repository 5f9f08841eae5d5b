"""Who is asking: somebody signed in, or a guest known only by their browser session."""

import ipaddress
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from .models import Person, Piece, PieceQuerySet, Version

GUEST_KEY = "guest_key"
LINK_KEYS = "link_keys"
LINKS_REMEMBERED = 100


@dataclass(frozen=True)
class Visitor:
    user: Person
    guest_key: str = ""
    link_keys: tuple[str, ...] = ()

    @property
    def requester(self) -> str:
        """The name fair share and limits go by."""
        return f"user:{self.user.pk}" if self.user.is_authenticated else f"guest:{self.guest_key}"

    def pieces(self) -> PieceQuerySet:
        """What they made."""
        return Piece.objects.made_by(self.user, self.guest_key)

    def visible(self) -> PieceQuerySet:
        """What they may open."""
        return Piece.objects.visible_to(self.user, self.guest_key, self.link_keys)

    def has_made(self, piece: Piece) -> bool:
        if self.user.is_authenticated:
            return piece.composer_id == self.user.pk
        return piece.composer_id is None and bool(self.guest_key) and piece.guest_key == self.guest_key

    def own(self, piece: Piece) -> None:
        """Marks a new piece as theirs."""
        if self.user.is_authenticated:
            piece.composer, piece.visibility = self.user, self.user.default_visibility
            piece.shared_at = timezone.now() if piece.is_public else None
        else:
            piece.guest_key = self.guest_key


def visitor_in(user: Person, session: SessionBase) -> Visitor:
    """Whoever holds this session. An account needs no guest key: nothing of a guest belongs to it before it is handed over."""
    guest_key = "" if user.is_authenticated else session.get(GUEST_KEY, "")
    return Visitor(user, guest_key, tuple(session.get(LINK_KEYS, ())))


def remember_link(request: HttpRequest, key: str) -> None:
    """This browser has opened the link: the newest are remembered, and each works until it is revoked."""
    others = [known for known in request.session.get(LINK_KEYS, ()) if known != key]
    request.session[LINK_KEYS] = [*others, key][-LINKS_REMEMBERED:]


def visitor_of(request: HttpRequest) -> Visitor:
    """Also hands the pieces made before signing in over to the account, the first time the two are seen together."""
    guest_key = request.session.get(GUEST_KEY, "")
    if request.user.is_authenticated and guest_key:
        Piece.objects.filter(composer=None, guest_key=guest_key).update(composer=request.user, guest_key="")
        del request.session[GUEST_KEY]
    return visitor_in(request.user, request.session)


def visitor_about_to_compose(request: HttpRequest) -> Visitor:
    """As `visitor_of`; a guest gets the key their pieces will belong to."""
    if not request.user.is_authenticated and GUEST_KEY not in request.session:
        request.session[GUEST_KEY] = secrets.token_urlsafe(24)
    return visitor_of(request)


def visible_piece(request: HttpRequest, public_id: str) -> Piece:
    """The piece, or 404: a stranger is not told that it exists."""
    return get_object_or_404(visitor_of(request).visible().select_related("current__generation"), public_id=public_id)


def own_piece(request: HttpRequest, public_id: str, *, is_deleted: bool = False) -> Piece:
    """A piece this person may change, or 404."""
    pieces = visitor_of(request).pieces()
    pieces = pieces.deleted() if is_deleted else pieces.kept()
    return get_object_or_404(pieces.select_related("current__generation"), public_id=public_id)


def named_version(request: HttpRequest, piece: Piece) -> Version:
    """The version behind `?version=`, which its owner alone may choose; else the one that is shown."""
    number = request.GET.get("version", "")
    if not number:
        return piece.current
    if not is_version_number(number) or not visitor_of(request).has_made(piece):
        raise Http404
    return get_object_or_404(piece.versions.select_related("generation"), number=number)


def is_version_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, to count attempts by. Behind our own proxy its word is taken, and no word that came before."""
    address = request.META.get("REMOTE_ADDR") or ""
    if settings.BEHIND_PROXY:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        address = told if _is_address(told) else address
    if ":" in address and _is_address(address):
        found = ipaddress.IPv6Address(address.partition("%")[0])
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.IPv6Network((found, 64), strict=False))  # one household has a whole network of these
    return address


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
