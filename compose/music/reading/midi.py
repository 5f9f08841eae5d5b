"""A MIDI file → score: the same transcription that reads the training corpus, within the bounds of an upload."""

from collections import Counter
from dataclasses import replace
from io import BytesIO

from ..errors import ScoreError
from ..marking import MARKED_FIELDS
from ..midi_events import MidiPiece, UnreadableMidi, read_events
from ..saying import gettext_noop as _
from ..score import TICKS_PER_QUARTER, Score, TimeSignature
from ..transcription import Losses, transcribe
from ..vocabulary import TIMES
from .draft import MOST_MEASURES, MOST_NOTES, UnreadableMusic
from .fitting import with_harmony

LONGEST_MEASURE = 6  # quarter notes, of any usual metre
LONGEST_TEXT = 500
SHORTEST_WITH_PICKUP = 3  # measures


def read(data: bytes) -> tuple[Score, Counter[str], dict[str, str]]:
    """The score with its title, what reading changed, and what the file says of who made it. Raises UnreadableMusic."""
    try:
        piece = read_events(BytesIO(data))
    except UnreadableMidi as error:
        sentence = _("There is no note in this file.") if "no notes" in str(error) else _("This MIDI file is damaged or breaks off.")
        raise UnreadableMusic(sentence) from error
    _check(piece)
    _join_pickup(piece)
    try:
        score, losses = transcribe(piece)
    except ScoreError as error:
        raise UnreadableMusic(_("I cannot write this music down: %(why)s."), why=str(error)) from error
    if len(score.measures) > MOST_MEASURES:
        raise UnreadableMusic(_("It has %(count)s measures; a piece here may have up to %(most)s. Upload a part of it."),
                              count=len(score.measures), most=MOST_MEASURES)  # fmt: skip
    changes = Counter({"tempo_changes": piece.tempo_change_count}) + _counted(losses)
    return with_harmony(replace(score, title=piece.title[:LONGEST_TEXT])), changes, _mark(piece.texts)


def _check(piece: MidiPiece) -> None:
    """Raises UnreadableMusic for what would take long to find out later."""
    note_count = sum(len(track.notes) for track in piece.tracks)
    if note_count > MOST_NOTES:
        raise UnreadableMusic(_("It has %(count)s notes; a piece here may have up to %(most)s. Upload a part of it."),
                              count=note_count, most=MOST_NOTES)  # fmt: skip
    quarters = max(float(track.notes[:, 1].max()) for track in piece.tracks) / TICKS_PER_QUARTER
    if quarters > MOST_MEASURES * LONGEST_MEASURE:
        raise UnreadableMusic(_("It is longer than a piece here may be (%(most)s measures). Upload a part of it."), most=MOST_MEASURES)
    known = {(time.beats, time.beat_type) for time in TIMES}
    for _onset, beats, beat_type in piece.times:
        if (beats, beat_type) not in known:
            raise UnreadableMusic(_("It is in %(metre)s, a metre I cannot write."), metre=f"{beats}/{beat_type}")


def _join_pickup(piece: MidiPiece) -> None:
    """A pickup that stands as one measure of a metre of its own is put at the end of a full first measure, where it is looked for."""
    if len(piece.times) < 2:
        return
    (start, *first), (change, *second) = piece.times[:2]
    short, full = TimeSignature(*first).length_ticks, TimeSignature(*second).length_ticks
    end = max(float(track.notes[:, 1].max()) for track in piece.tracks)
    if start > 0 or change != short or short > full // 2 or end + full - short <= SHORTEST_WITH_PICKUP * full:
        return
    shift = full - short
    piece.times = [(0.0, *second), *((onset + shift, *time) for onset, *time in piece.times[2:])]
    piece.keys = [(onset + shift if onset > 0 else onset, *key) for onset, *key in piece.keys]
    for track in piece.tracks:
        track.notes[:, :2] += shift


def _counted(losses: Losses) -> Counter[str]:
    return +Counter({name: getattr(losses, name) for name in ("moved", "relengthened", "ties", "drums")})


def _mark(texts: list[str]) -> dict[str, str]:
    pairs = (text.partition(": ") for text in texts)
    return {name: value[:LONGEST_TEXT] for name, _colon, value in pairs if name in ("ai-generated", *MARKED_FIELDS) and value}
