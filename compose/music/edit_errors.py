"""Why a change to a score cannot be made: one sentence for the person, with a code for programs.

Each sentence stands in a table once, marked for translation; what is filled in is kept beside it, so that the web edge can say it in
another language.
"""

from .errors import ScoreError


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for those who collect what is to be translated."""
    return sentence


SENTENCES = {
    "edit.unknown": gettext_noop("There is no such change: {what}."),
    "edit.no_such_place": gettext_noop("There is no such note any more. Please select it again."),
    "edit.no_such_measure": gettext_noop("The piece has {count} measures; there is no measure {measure}."),
    "edit.bad_value": gettext_noop("“{value}” cannot be used as {what}."),
    "edit.no_room": gettext_noop("There is only room for {room} here, to the end of the measure."),
    "edit.rhythm": gettext_noop("This rhythm cannot be written here: measures are made of notes down to thirty-seconds, and of triplets."),
    "edit.too_far": gettext_noop("{pitch} cannot be written in {key}: a note can be at most {octaves} octaves from middle C."),
    "edit.already_there": gettext_noop("{pitch} is in this chord already."),
    "edit.nothing_to_tie": gettext_noop("A tie needs the same note right after it; {pitch} does not follow."),
    "edit.not_a_triplet_length": gettext_noop("Only a plain note from an eighth to a whole note can be divided into a triplet."),
    "edit.inside_a_triplet": gettext_noop("Select the first note of the triplet to undo it."),
    "edit.no_other_spelling": gettext_noop("{pitch} has no other usual spelling here."),
    "edit.rest": gettext_noop("This is a rest. Write a note here first."),
    "edit.harmony_length": gettext_noop("The chords of this measure have to fill it: {ticks} ticks of {length}."),
    "edit.too_many_chords": gettext_noop("This measure has room for {most} chords."),
    "edit.short_measure": gettext_noop("A pickup measure has no chord symbols."),
    "edit.no_second_voice": gettext_noop("There is no second voice here."),
    "edit.not_writable": gettext_noop("This cannot be written down: {why}."),
}


RESHAPE_SENTENCES = {
    "reshape.no_such_measure": gettext_noop("There is no measure {measure}: the piece has {count}."),
    "reshape.before_pickup": gettext_noop("The piece begins with a pickup, and nothing can stand before it. Insert after it instead."),
    "reshape.all_measures": gettext_noop("These are all measures of the piece: at least one has to stay."),
    "reshape.pickup": gettext_noop("A pickup can only stand at the very beginning. Copy whole measures, to a place after it."),
    "reshape.tempo": gettext_noop("A tempo lies between 20 and 300 quarter notes a minute, not at {tempo_qpm}."),
    "reshape.mode": gettext_noop("The piece is in {mode}: it can move to another {mode} key."),
    "reshape.no_such_part": gettext_noop("There is no such part."),
    "reshape.staves": gettext_noop("{new} is written on another number of staves ({new_count}) than {old} ({old_count})."),
    "reshape.range": gettext_noop("{instrument} plays {low} to {high}: {count} notes of this part lie outside, in every octave."),
    "reshape.not_among": gettext_noop("The piece has measures 1 to {count}; {first} to {last} are not among them."),
    "reshape.too_long": gettext_noop("A piece may have up to {most} measures; this would make {count}."),
}


class ScoreChangeError(ScoreError):
    """sentence: with names in braces. values: what is filled into it. `str()` is both together."""

    sentences = SENTENCES

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.sentence, self.values = code, self.sentences[code], values
        super().__init__(self.sentence.format(**values))


class EditError(ScoreChangeError):
    """An edit of notes that cannot be made."""


class ReshapeError(ScoreChangeError):
    """A change to measures or to the whole piece that cannot be made."""

    sentences = RESHAPE_SENTENCES
