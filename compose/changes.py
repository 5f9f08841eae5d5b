"""The verbs that change a piece's music. Each makes a new version beside the old one; only `choose`, `undo` and `redo` move the pointer.

What the machine writes is a work order like that of a new piece, with a task that says what stays. What a person writes is finished at
once. Locked measures are compared after the deed, so that no way of changing a piece can touch them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import exports, jobs, recognising
from .generation.plan import Plan, Wish
from .generation.revising import revise
from .generation.task_templates import template_of
from .generation.tasks import NEW_PLAYERS
from .locks import STILL, Shift, without
from .models import Generation, Person, Piece, Version, VersionKind, new_seed
from .music.editing import edit
from .music.edits import Edit
from .music.errors import ComposeError
from .music.header import Header
from .music.score import Measure, Score
from .music.tokenizer import encode_measures
from .runs import task_of

MOST_CANDIDATES = 3
MOST_MEASURES = 128
FRAME_IS_FIXED = gettext_lazy("Key, metre, tempo and instruments belong to the exercise and stay as they are.")
MACHINE_KINDS = ("recompose", "vary", "simplify", "reharmonise", "rerhythm", "melody", "accompany", "bass", "harmonise", "continue")


class ChangeRefused(ComposeError):
    """`str()` is the sentence for the person."""

    code = "change.refused"


class Outdated(ChangeRefused):
    """The change was made on a version that is no longer shown."""

    code = "change.outdated"


@dataclass(frozen=True)
class Wanted:
    """What a person asked the machine to change. first, last: measures from 1; staff: from 0, None for all; distance: 0 to 1.

    player: an instrument that joins for a new accompaniment, bass or melody and plays through the whole piece; "" for none.
    """

    kind: str
    first: int
    last: int
    staff: int | None = None
    distance: float = 0.5
    count: int = 0
    words: str = ""
    player: str = ""


def ask(*, piece: Piece, base: int, wanted: Wanted, requester: str, made_by: Person | None, candidates: int = 1) -> list[Generation]:
    """Asks the machine for a change: one work order a candidate, none of which is shown until it is chosen.

    Where the machine only suggests there are always MOST_CANDIDATES of them, and none can be chosen.
    Raises ChangeRefused, DescriptionError or LimitReached; then nothing was asked.
    """
    with transaction.atomic():
        held = _held(piece, base)
        _check_allowance(held)
        _check_player(held, wanted)
        plan, kind = _planned(held.current, wanted)
        _check_bounds(held.current, wanted, plan)
        task = _task(held, wanted, kind)
        kind_of_version, count = (VersionKind.SUGGESTED, MOST_CANDIDATES) if held.machine_suggests else (VersionKind.CHANGED, candidates)
        orders = []
        for _number in range(count):
            version = Version(parent=held.current, kind=kind_of_version, words=wanted.words, task=task, plan=plan.to_json(),
                              seed=new_seed(), made_by=made_by)  # fmt: skip
            asked = task_of(version)
            template_of(asked, asked.fit(plan).header())  # what cannot be done is said now, not by a worker
            facts = {"requester": requester, "measure_count": plan.measure_count.value, "priority": 1}
            orders.append(jobs.enqueue(piece=held, version=version, **facts))
        _use_allowance(held)
    return orders


def ask_anew(
    *, piece: Piece, base: int, plan: Plan, seeds: Sequence[int], words: str, requester: str, made_by: Person | None
) -> list[Generation]:
    """Asks for the whole piece once more from a plan, one candidate a seed; none is shown until it is chosen.

    Raises ChangeRefused, also where measures are locked, or LimitReached; then nothing was asked.
    """
    with transaction.atomic():
        held = _held(piece, base)
        _check_allowance(held)
        if held.machine_suggests:
            raise ChangeRefused(_("In this exercise the machine suggests single bars; it composes no whole piece."))
        if held.locks:
            raise ChangeRefused(_("Some bars are locked, and this composes all of them anew. Unlock them first, or change single bars."))
        orders = []
        for seed in seeds:
            version = Version(parent=held.current, kind=VersionKind.CHANGED, words=words, plan=plan.to_json(), seed=seed, made_by=made_by)
            facts = {"requester": requester, "measure_count": plan.measure_count.value, "priority": 1}
            orders.append(jobs.enqueue(piece=held, version=version, **facts))
        _use_allowance(held)
    return orders


def write(*, piece: Piece, base: int, edits: Sequence[Edit], made_by: Person | None, words: str = "") -> Version:
    """Applies edits by hand and shows the result. Raises ChangeRefused or a ComposeError of the edit; then nothing was changed."""
    return reshape(piece=piece, base=base, made_by=made_by, words=words, reshaped=lambda score: edit(score, edits))


def reshape(
    *, piece: Piece, base: int, made_by: Person | None, reshaped: Callable[[Score], Score], words: str = "", shift: Shift = STILL
) -> Version:
    """Shows what a function makes of the score; where that is nothing new, there is no new version. shift: where its measures went."""
    with transaction.atomic():
        held = _held(piece, base)
        old = exports.score_of(held)
        new = reshaped(old)
        if new == old:
            return held.current
        _check_locks(held, old, new, shift)
        version = _written(held, new, made_by, words)
        version.locks = shift.moved(held.locks)
        held.show(held.add(version))
    piece.refresh_from_db()
    return version


def choose(*, piece: Piece, number: int) -> Version:
    """Shows another version: a candidate, or an older state. Raises ChangeRefused where there is nothing of it to show."""
    with transaction.atomic():
        held = Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
        version = held.versions.filter(number=number).first()
        if version is None:
            raise ChangeRefused(_("This piece has no version %(number)s.") % {"number": number})
        if not version.is_finished or not version.steps:
            raise ChangeRefused(_("Version %(number)s is not finished.") % {"number": number})
        if version.is_suggestion:
            raise ChangeRefused(_("This is only a suggestion: look at it, listen to it, and write what you like of it yourself."))
        held.show(version)
    piece.refresh_from_db()
    return version


def undo(*, piece: Piece) -> Version:
    """Shows what the shown version was made from. Raises ChangeRefused at the beginning."""
    earlier = earlier_of(piece)
    if earlier is None:
        raise ChangeRefused(_("There is nothing to undo."))
    return choose(piece=piece, number=earlier.number)


def redo(*, piece: Piece) -> Version:
    """Shows what was last made from the shown version and shown. Raises ChangeRefused where nothing was undone."""
    later = later_of(piece)
    if later is None:
        raise ChangeRefused(_("There is nothing to redo."))
    return choose(piece=piece, number=later.number)


def earlier_of(piece: Piece) -> Version | None:
    """What undo would show. A remix begins where it was taken over."""
    parent = piece.current.parent
    return parent if parent is not None and parent.piece_id == piece.pk else None


def later_of(piece: Piece) -> Version | None:
    """What redo would show."""
    children = piece.versions.filter(parent=piece.current, shown_at__isnull=False)
    return children.order_by("-shown_at", "-number").first()


def lock(*, piece: Piece, first: int, last: int, staff: int | None, is_locked: bool) -> list[list]:
    """Locks or frees measures (from 1, inclusive) of one staff or all. Raises ChangeRefused for locks an exercise has set."""
    with transaction.atomic():
        held = Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
        if held.locks_are_fixed:
            raise ChangeRefused(_("These bars are locked by the exercise."))
        count = len(held.current.steps or ())
        if not 1 <= first <= last <= count:
            raise ChangeRefused(_("This piece has measures 1 to %(count)s.") % {"count": count})
        area = [first, last, staff]
        held.locks = [*held.locks, area] if is_locked else [rest for old in held.locks for rest in without(old, area)]
        held.save(update_fields=["locks"])
    piece.refresh_from_db()
    return piece.locks


# --- what is checked ----------------------------------------------------------------------------------------------------


def _held(piece: Piece, base: int) -> Piece:
    """The piece, its row locked, still showing the version that the change was made on."""
    held = Piece.objects.select_for_update(of=("self",)).select_related("current").get(pk=piece.pk)
    if not held.current.is_finished or not held.current.steps:
        raise ChangeRefused(_("This piece is still being composed. Wait until it is finished, or stop it."))
    if held.current.number != base:
        raise Outdated(_("This piece was changed meanwhile, perhaps in another window. Reload the page to see how it is now."))
    return held


def _check_allowance(piece: Piece) -> None:
    if piece.machine_allowance == 0:
        raise ChangeRefused(_("In this exercise the notes are yours to write: the machine may not compose here (any more)."))


def _check_player(piece: Piece, wanted: Wanted) -> None:
    if piece.locks_are_fixed and wanted.player:
        raise ChangeRefused(FRAME_IS_FIXED)


def _use_allowance(piece: Piece) -> None:
    if piece.machine_allowance is not None:
        piece.machine_allowance -= 1
        piece.save(update_fields=["machine_allowance"])


def _check_bounds(version: Version, wanted: Wanted, plan: Plan) -> None:
    count = len(version.steps)
    if wanted.kind not in MACHINE_KINDS:
        raise ChangeRefused(_("This kind of change is not known."))
    if not 1 <= wanted.first <= wanted.last <= count:
        raise ChangeRefused(_("This piece has measures 1 to %(count)s.") % {"count": count})
    staff_count = Header.from_json(version.header).staff_count
    if wanted.staff is not None and not 0 <= wanted.staff < staff_count:
        raise ChangeRefused(_("This piece has no staff %(number)s.") % {"number": wanted.staff + 1})
    if plan.measure_count.value > MOST_MEASURES:
        raise ChangeRefused(_("A piece may have up to %(most)s measures.") % {"most": MOST_MEASURES})


def _frame(score: Score) -> Header:
    """What an exercise is set in. Slurs and hairpins are how a pupil reads the music."""
    return replace(Header.of(score), measure_count=1, is_legato=False, has_hairpins=False)


def _check_locks(piece: Piece, old: Score, new: Score, shift: Shift) -> None:
    """Raises ChangeRefused where a locked measure is not what it was, to the note."""
    if piece.locks_are_fixed and _frame(old) != _frame(new):
        raise ChangeRefused(FRAME_IS_FIXED)
    for first, last, staff in piece.locks:
        if shift.parts([first, last, staff]):
            raise ChangeRefused(_("Measures %(first)s to %(last)s are locked. Unlock them first.") % {"first": first, "last": last})
        for number in range(first, last + 1):
            if not _is_same(old.measures[number - 1], new.measures[shift.place_of(number) - 1], staff):
                raise ChangeRefused(_("Measure %(number)s is locked. Unlock it first, or change another one.") % {"number": number})


def _is_same(old: Measure, new: Measure, staff: int | None) -> bool:
    if staff is None or len(old.staves) != len(new.staves):
        return old == new
    return old.staves[staff] == new.staves[staff]


# --- what is written ----------------------------------------------------------------------------------------------------


def _planned(version: Version, wanted: Wanted) -> tuple[Plan, str]:
    """The plan of the changed piece and the kind of task: the words may ask for another one."""
    plan, kind = recognising.heard_in(version, Plan.from_json(version.plan)), wanted.kind
    if wanted.words:
        revision = revise(plan, wanted.words)
        plan = revision.plan
        kind = revision.kind if kind == "recompose" else kind
        for note in revision.notes:
            plan = plan.noting(note)
    if kind in NEW_PLAYERS and wanted.player:
        players = Header.from_json(version.header).instruments
        joined = (wanted.player, *players) if kind == "melody" else (*players, wanted.player)
        plan = replace(plan, instruments=Wish(joined))
    if kind == "continue":
        plan = replace(plan, measure_count=Wish(len(version.steps) + max(1, wanted.count)))
    return plan, kind


def _task(piece: Piece, wanted: Wanted, kind: str) -> dict:
    return {
        "kind": "infill" if kind == "recompose" else kind,
        "measures": None if wanted.player and kind in NEW_PLAYERS else [wanted.first, wanted.last],
        "staves": None if wanted.staff is None else [wanted.staff],
        "locks": piece.locks,
        "distance": wanted.distance,
        "reopen": True,  # a piece that goes on does not stop on the way
    }


def _written(piece: Piece, score: Score, made_by: Person | None, words: str) -> Version:
    """A version written by hand: finished at once, with a plan that says what the notes are."""
    header, measures = encode_measures(score)
    old = piece.current
    plan = Plan.from_json(old.plan).as_written(header)
    return Version(parent=old, kind=VersionKind.EDITED, words=words, plan=plan.to_json(), seed=old.seed, checkpoint=old.checkpoint,
                   header=header.to_json(), steps=measures, made_by=made_by)  # fmt: skip
