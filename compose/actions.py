"""What an operator may do about somebody's generation. Who did it is written down by the administration's history."""

from . import jobs
from .forms import ComposeForm
from .models import Generation, Status
from .music.errors import ComposeError


class NothingToRetry(ComposeError):
    """`str()` is the sentence for the operator."""

    code = "generation.nothing_to_retry"


def retry(*, generation: Generation) -> Generation:
    """Hands a running piece to another worker, from the measure it has reached. One that failed or was stopped is composed anew, as a
    new piece of the same person with the same words and seed, because final states are never left. Doing it twice is doing it once.

    Raises NothingToRetry, or LimitReached where the person has too many pieces waiting.
    """
    if generation.status == Status.RUNNING and jobs.requeue(generation=generation):
        return generation
    if generation.status not in (Status.FAILED, Status.CANCELLED):
        raise NothingToRetry(f"Piece {generation.piece.public_id} is {generation.status}: there is nothing to try again.")
    old = generation.piece
    form = ComposeForm(old.advanced | {"description": old.description, "seed": generation.version.seed})
    if not form.is_valid():
        raise NothingToRetry(f"Piece {old.public_id} was asked for in words that are no longer understood.")
    piece = form.piece()
    piece.composer, piece.guest_key = old.composer, old.guest_key
    key = f"retry {generation.pk}"
    facts = {"requester": generation.requester, "measure_count": form.planned_measures, "idempotency_key": key}
    return jobs.enqueue(piece=piece, version=form.version(), **facts)
