"""One voice of an ABC tune → measures of a draft: where its notes begin, how long they are, and which accidentals hold."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from re import Match

from ..saying import gettext_noop as _
from ..score import DYNAMICS, SECTIONS
from .abc_words import (
    INNER,
    PAIRS,
    SIGNS,
    TOKEN,
    Signature,
    alterations_of,
    chord_of,
    length_of,
    metre_of,
    numbers_of,
    signature_of,
)
from .draft import MOST_MEASURES, DraftHarmony, DraftMeasure, Sound, UnreadableMusic, pitch_of

MARKS = {".": "staccato", "L": "accent", "H": "fermata", "!accent!": "accent", "!>!": "accent", "!emphasis!": "accent",
         "!tenuto!": "tenuto", "!fermata!": "fermata", "!staccato!": "staccato"}  # fmt: skip
WEDGES = ("!<(!", "!crescendo(!", "!>(!", "!diminuendo(!")
WEDGE_ENDS = ("!<)!", "!crescendo)!", "!>)!", "!diminuendo)!")
SILENT = ("u", "v", "!upbow!", "!downbow!", "!segno!", "!coda!", "!breath!")
JUMPS = ("!D.C.!", "!D.S.!", "!dacapo!", "!dacoda!", "!fine!", "!D.C.alfine!", "!D.S.alcoda!")
MOST_BARS = 4 * MOST_MEASURES

Head = tuple[str, int, int | None]  # letter, octave, written alteration


@dataclass
class VoiceReader:
    """unit: the usual length, in quarter notes. staff: within its part. layer: name of its voice there."""

    changes: Counter[str]
    unit: Fraction
    signature: Signature
    metre: tuple[int, int] | None
    staff: int = 0
    layer: int = 10
    measures: list[DraftMeasure] = field(default_factory=list)
    measure: DraftMeasure = field(default_factory=DraftMeasure)
    now: Fraction = Fraction(0)
    overlay: int = 0
    endings: tuple[int, ...] = ()
    repeat_starts: bool = False
    articulation: str = ""
    tuplet: tuple[Fraction, int] = (Fraction(1), 0)
    next_factor: Fraction = Fraction(1)
    last_length: Fraction = Fraction(0)
    last: Sound | None = None
    heads: list[tuple[Sound, int, list[Head]]] = field(default_factory=list)  # of this measure, by overlay, not spelled yet
    tied: dict[tuple[int, str, int], int] = field(default_factory=dict)  # (overlay, letter, octave) → alteration that goes on

    def __post_init__(self) -> None:
        self._write_signs()

    def read(self, text: str) -> None:
        """text: one line of music."""
        position = 0
        while position < len(text):
            found = TOKEN.match(text, position)
            if found is None or found.end() == position:
                position += 1
                continue
            self._take(found)
            position = found.end()

    def end(self) -> None:
        if self.now or self.measure.lines:
            self._finish()

    def change(self, name: str, text: str) -> None:
        """A field inside the music: key, metre, unit, section."""
        if name == "K" and (signature := signature_of(text)):
            self.signature = signature
            self._write_signs()
        elif name == "M":
            self.metre = metre_of(text)
            self._write_signs()
        elif name == "L" and "/" in text:
            top, _slash, bottom = text.partition("/")
            if top.strip().isdecimal() and bottom.strip().isdecimal() and int(bottom):
                self.unit = Fraction(4 * int(top), int(bottom))
        elif name == "P" and text.strip() in SECTIONS:
            self.measure.section = text.strip()

    # --- tokens ---------------------------------------------------------------------------------------------------

    def _take(self, found: Match) -> None:
        if found["note"]:
            self._strike([(found["letter"], found["marks"], found["sign"], False)], self.unit * length_of(found["length"]))
        elif found["chord"] is not None:
            self._chord(found)
        elif found["rest"]:
            self._pass(self.unit * length_of(found["rest_length"]))
        elif found["silence"]:
            self._silence(int(found["silent_bars"][:3] or 1))
        elif found["bar"] or found["open_ending"]:
            self._bar(found["bar"] or "", found["ending"] or found["open_ending"] or "")
        elif found["tuplet"]:
            self._tuplet(found)
        elif found["field"]:
            self.change(found["field_name"], found["field_text"])
        elif found["broken"]:
            self._break(found["broken"])
        elif found["tie"]:
            if self.last:
                self.last.ties = [True] * len(self.last.ties)
        elif found["overlay"]:
            self.overlay += 1
            self._begin()
        elif found["quoted"] is not None:
            self._quoted(found["quoted"])
        elif found["decoration"] or found["shorthand"]:
            self._decorate((found["decoration"] or found["shorthand"]).replace("+", "!"))
        else:
            self.changes["grace_notes" if found["grace"] else "slurs"] += 1

    def _chord(self, found: Match) -> None:
        inner = list(INNER.finditer(found["inside"]))
        if inner:
            length = self.unit * length_of(found["chord_length"]) * length_of(inner[0]["length"])
            self._strike([(each["letter"], each["marks"], each["sign"], bool(each["tie"])) for each in inner], length)

    def _strike(self, notes: list[tuple[str, str, str | None, bool]], length: Fraction) -> None:
        length = self._counted(length)
        sound = Sound(self.now, length, [], [is_tied for *_note, is_tied in notes], self.articulation)
        heads = [
            (letter.upper(), 4 + letter.islower() + min(marks.count("'"), 4) - min(marks.count(","), 4), SIGNS.get(sign) if sign else None)
            for letter, marks, sign, _is_tied in notes
        ]
        self.heads.append((sound, self.overlay, heads))
        self.measure.lines.setdefault((self.staff, str(self.layer + self.overlay)), []).append(sound)
        self.last, self.articulation = sound, ""
        self._go(length)

    def _pass(self, length: Fraction) -> None:
        self.last, self.articulation = None, ""
        self._go(self._counted(length))

    def _counted(self, length: Fraction) -> Fraction:
        factor, left = self.tuplet
        length *= self.next_factor
        self.next_factor = Fraction(1)
        if left:
            self.tuplet = (factor, left - 1)
            length *= factor
        return length

    def _go(self, length: Fraction) -> None:
        self.last_length = length
        self.now += length
        self.measure.length = max(self.measure.length, self.now)

    def _silence(self, count: int) -> None:
        for _bar in range(max(1, min(count, MOST_MEASURES))):
            beats, beat_type = self.metre or (4, 4)
            self._pass(Fraction(4 * beats, max(1, beat_type)))
            if _bar + 1 < count:
                self._finish()

    def _tuplet(self, found: Match) -> None:
        count = int(found["p"])
        is_compound = self.metre is not None and self.metre[1] == 8 and self.metre[0] % 3 == 0
        time = int(found["q"] or PAIRS.get(count) or (3 if is_compound else 2))
        self.tuplet = (Fraction(time, count), int(found["r"] or count))

    def _break(self, marks: str) -> None:
        short = Fraction(1, 2 ** len(marks))
        first, self.next_factor = (2 - short, short) if marks[0] == ">" else (short, 2 - short)
        if self.last:
            self.last.duration *= first
        self.now += self.last_length * (first - 1)

    def _quoted(self, text: str) -> None:
        found = chord_of(text)
        if found is not None:
            root, quality, is_all = found
            self.changes["chords_simplified"] += not is_all
            self.measure.harmony.append(DraftHarmony(self.now, root, quality))

    def _decorate(self, mark: str) -> None:
        if mark in MARKS:
            self.articulation = MARKS[mark]
        elif mark.strip("!") in DYNAMICS:
            self.changes["dynamics_moved"] += self.now > 0
            self.measure.dynamics.setdefault(self.staff, mark.strip("!"))
        elif mark in WEDGES:
            self.changes["hairpins"] += 1
        elif mark in JUMPS:
            self.changes["jumps_left_out"] += 1
        elif mark not in (*SILENT, *WEDGE_ENDS):
            self.changes["ornaments"] += 1

    # --- bars ---------------------------------------------------------------------------------------------------------

    def _bar(self, bar: str, ending: str) -> None:
        is_back, is_forth = bar.startswith(":"), bar.endswith(":")
        if self.now or self.measure.lines:
            self._finish()
        if is_back and self.measures:
            self.measures[-1].repeat_times = 2
        self.repeat_starts = self.repeat_starts or is_forth
        if is_back or is_forth or "||" in bar or "]" in bar or ending:
            self.endings = numbers_of(ending)

    def _finish(self) -> None:
        self._spell()
        self.measure.endings, self.measure.repeat_starts = self.endings, self.repeat_starts
        self.measures.append(self.measure)
        if len(self.measures) > MOST_BARS:
            raise UnreadableMusic(_("It has more than %(most)s measures. Upload a part of it."), most=MOST_MEASURES)
        self.measure, self.overlay, self.repeat_starts = DraftMeasure(), 0, False
        self._begin()

    def _begin(self) -> None:
        """At the beginning of a measure there is nothing before that a sign could stand behind."""
        self.now = self.last_length = Fraction(0)
        self.last = None

    def _write_signs(self) -> None:
        self.measure.fifths, self.measure.mode, self.measure.time = self.signature.fifths, self.signature.mode, self.metre

    def _spell(self) -> None:
        """An accidental holds for its letter until the bar line, in all octaves and layers of the staff; over it only where a tie goes."""
        signs = alterations_of(self.signature.fifths)
        written: dict[str, int] = {}
        tied, self.tied = self.tied, {}
        for sound, overlay, heads in sorted(self.heads, key=lambda each: each[0].onset):
            for (letter, octave, alter), is_tied in zip(heads, sound.ties, strict=True):
                if alter is not None:
                    written[letter] = alter
                elif sound.onset == 0 and (overlay, letter, octave) in tied:
                    alter = tied[overlay, letter, octave]
                else:
                    alter = written.get(letter, signs.get(letter, 0))
                sound.pitches.append(pitch_of(letter, alter, octave))
                if is_tied:
                    self.tied[overlay, letter, octave] = alter
        self.heads = []
