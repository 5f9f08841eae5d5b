"""Why an edit cannot be made: one sentence for the person, with a code for programs."""

from .errors import ScoreError

SENTENCES = {
    "edit.unknown": "There is no such change: {what}.",
    "edit.no_such_place": "There is no such note any more. Please select it again.",
    "edit.no_such_measure": "The piece has {count} measures; there is no measure {measure}.",
    "edit.bad_value": "“{value}” cannot be used as {what}.",
    "edit.no_room": "There is only room for {room} here, to the end of the measure.",
    "edit.rhythm": "This rhythm cannot be written here: measures are made of notes down to thirty-seconds, and of triplets.",
    "edit.too_far": "{pitch} cannot be written in {key}. A note can be at most {octaves} octaves from the middle of the staff system.",
    "edit.already_there": "{pitch} is in this chord already.",
    "edit.nothing_to_tie": "A tie needs the same note right after it; {pitch} does not follow.",
    "edit.not_a_triplet_length": "Only a plain note from an eighth to a whole note can be divided into a triplet.",
    "edit.inside_a_triplet": "Select the first note of the triplet to undo it.",
    "edit.no_other_spelling": "{pitch} has no other usual spelling here.",
    "edit.rest": "This is a rest. Write a note here first.",
    "edit.harmony_length": "The chords of this measure have to fill it: {ticks} ticks of {length}.",
    "edit.too_many_chords": "This measure has room for {most} chords.",
    "edit.short_measure": "A pickup measure has no chord symbols.",
    "edit.no_second_voice": "There is no second voice here.",
    "edit.not_writable": "This cannot be written down: {why}.",
}


class EditError(ScoreError):
    """values: what was filled into the sentence, for who wants to word it again."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(SENTENCES[code].format(**values))
        self.code = code
        self.values = values
