"""From a question to a page of listings. Pages are bounded: nobody leafs through a hundred thousand pieces, they ask more closely."""

from dataclasses import dataclass

from compose.models import Piece

from . import styles, words
from .filters import ORDERS, FilterForm
from .models import Listing
from .models.listings import ListingQuerySet

A_PAGE = 24
LAST_PAGE = 40


@dataclass(frozen=True)
class Found:
    listings: list[Listing]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def search(form: FilterForm, number: int, *, like: Piece | None = None, among: ListingQuerySet | None = None) -> Found:
    """form: valid. like: the piece that the results should sound like. among: what to search in, everything where it is not said."""
    number = min(max(1, number), LAST_PAGE)
    listings = form.narrow((Listing.objects if among is None else among).open())
    if form.order == "featured":
        listings = listings.exclude(featured_at=None)
    start, count = (number - 1) * A_PAGE, A_PAGE + 1
    if like is not None:
        keys = styles.ranked(listings, bytes(like.current.style), start, count, besides=like.pk)
        page = _in_order(keys)
    elif form.cleaned_data.get("q", "").strip():
        page = _in_order(words.ranked(listings, form.cleaned_data["q"], start, count))
    else:
        page = list(listings.with_pieces().order_by(*ORDERS[form.order])[start : start + count])
    return Found(page[:A_PAGE], number, len(page) == count and number < LAST_PAGE)


def _in_order(keys: list[int]) -> list[Listing]:
    found = Listing.objects.open().with_pieces().in_bulk(keys)
    return [found[key] for key in keys if key in found]
