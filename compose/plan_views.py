"""Composing a piece once more from its plan, changed or not."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from . import changes
from .change_views import candidates_of, made_by, refused
from .generation.plan import Plan
from .music.errors import ComposeError
from .plan_forms import PlanForm
from .visitors import own_piece, visitor_of


@require_POST
def plans(request: HttpRequest, public_id: str) -> HttpResponse:
    """Candidates of the whole piece; what was decided in the form wins over what was understood."""
    piece, form = own_piece(request, public_id), PlanForm(request.POST)
    if not form.is_valid():
        return refused(request, piece, form.sentence())
    old = Plan.from_json(piece.current.plan)
    new = form.changed(old)
    facts = {"base": form.cleaned_data["base"], "plan": new, "seeds": form.seeds(piece.current.seed), "words": form.words(old, new)}
    try:
        orders = changes.ask_anew(piece=piece, requester=visitor_of(request).requester, made_by=made_by(request), **facts)
    except ComposeError as error:
        return refused(request, piece, error)
    return candidates_of(request, piece, orders)
