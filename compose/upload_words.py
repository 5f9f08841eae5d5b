"""What reading a file changed, in sentences: nothing is dropped in silence."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .models import Piece, Version, VersionKind

# By the codes of `music/reading/draft.py`. n: how often.
SENTENCES = {
    "grace_notes": ngettext_lazy("%(n)s grace note was left out.", "%(n)s grace notes were left out.", "n"),
    "cue_notes": ngettext_lazy("%(n)s cue note of another player was left out.", "%(n)s cue notes of other players were left out.", "n"),
    "moved": ngettext_lazy(
        "%(n)s note was moved to the nearest 32nd or triplet.", "%(n)s notes were moved to the nearest 32nd or triplet.", "n"
    ),
    "relengthened": ngettext_lazy(
        "%(n)s note was made shorter or longer to fit.", "%(n)s notes were made shorter or longer to fit.", "n"
    ),
    "ties": ngettext_lazy("%(n)s tie led nowhere and was left out.", "%(n)s ties led nowhere and were left out.", "n"),
    "voices_merged": ngettext_lazy(
        "In %(n)s bar the voices of a staff (more than two, or in odd rhythms) were laid out anew.",
        "In %(n)s bars the voices of a staff (more than two, or in odd rhythms) were laid out anew.",
        "n",
    ),
    "respelled": ngettext_lazy(
        "%(n)s note is spelled another way, with the same sound.", "%(n)s notes are spelled another way, with the same sound.", "n"
    ),
    "out_of_reach": ngettext_lazy(
        "%(n)s note beyond all instruments was left out.", "%(n)s notes beyond all instruments were left out.", "n"
    ),
    "notes_left_out": ngettext_lazy(
        "%(n)s note that fell on another one was left out.", "%(n)s notes that fell on other ones were left out.", "n"
    ),
    "measures_filled": ngettext_lazy(
        "%(n)s bar that was too short was filled with rests.", "%(n)s bars that were too short were filled with rests.", "n"
    ),
    "measures_joined": ngettext_lazy(
        "%(n)s bar that a bar line cut in two was joined.", "%(n)s bars that a bar line cut in two were joined.", "n"
    ),
    "drums": _("Percussion was left out."),
    "articulations": _("Some articulation marks were left out: staccato, accent, tenuto and fermata are kept."),
    "ornaments": _("Ornaments (trills, tremolos, arpeggios …) were left out; their main notes are kept."),
    "slurs": _("Slurs were left out."),
    "slurs_drawn_anew": _("Slurs were drawn anew, one for each run of notes in a bar."),
    "lyrics": _("The words under the notes were left out."),
    "tempo_changes": _("The tempo changes on the way; the first one is kept for the whole piece."),
    "repeats_written_out": _("Repeats were written out, so the bars have other numbers than on paper."),
    "repeats_left_out": _("Repeats were left out: written out the piece would be too long, or an ending belongs to none of them."),
    "jumps_left_out": _("Jumps (da capo, dal segno, coda) were not followed."),
    "chords_simplified": _("Some chord symbols were simplified: without added notes and bass notes."),
    "staves_joined": _("A third staff of one player was joined to the second."),
    "instruments_replaced": _("An instrument I do not have is played by another one."),
    "dynamics_moved": _("Dynamics inside a bar were moved to its beginning."),
    "dynamics_left_out": _("Some dynamics (hairpins, sforzati) were left out."),
    "hairpins_drawn_anew": _("Hairpins were drawn anew, where they lead to another dynamic."),
    "key_signatures": _("A key signature that cannot be written was replaced; the notes sound the same."),
    "tunes_left_out": _("Only the first tune of the file was taken."),
}


def changes_of(version: Version) -> list[str]:
    """Of an uploaded version; empty where everything is as the file has it."""
    return changes_told(((version.report or {}).get("upload") or {}).get("changes") or {})


def is_uploaded(piece: Piece) -> bool:
    """Whether the piece began with a file: then no words of anybody stand behind it."""
    return piece.versions.filter(number=1, kind=VersionKind.UPLOADED).exists()


def changes_told(changes: Mapping[str, int]) -> list[str]:
    """In the order of the table: what happened to notes first."""
    return [str(SENTENCES[code] % {"n": changes[code]}) for code in SENTENCES if changes.get(code, 0) > 0]
