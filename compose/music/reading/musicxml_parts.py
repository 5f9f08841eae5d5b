"""One part of a MusicXML document → the measures of a draft.

Source: https://www.w3.org/2021/06/musicxml40/
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element

from ..pitch import STEPS, Pitch
from ..saying import gettext_noop as _
from ..score import DYNAMICS, SECTIONS
from .draft import Draft, DraftHarmony, DraftMeasure, DraftPart, Sound, UnreadableMusic, moved, pitch_of

ARTICULATIONS = {
    "staccato": "staccato", "staccatissimo": "staccato", "spiccato": "staccato", "accent": "accent", "strong-accent": "accent",
    "tenuto": "tenuto", "detached-legato": "tenuto",
}  # fmt: skip
QUALITIES = {
    "major": "major", "minor": "minor", "augmented": "augmented", "diminished": "diminished", "dominant": "dominant-seventh",
    "major-seventh": "major-seventh", "minor-seventh": "minor-seventh", "diminished-seventh": "diminished-seventh",
    "half-diminished": "half-diminished", "suspended-fourth": "suspended-fourth",
}  # fmt: skip
NEAR_QUALITIES = {
    "augmented-seventh": "augmented", "major-minor": "minor", "major-sixth": "major", "minor-sixth": "minor",
    "dominant-ninth": "dominant-seventh", "dominant-11th": "dominant-seventh", "dominant-13th": "dominant-seventh",
    "major-ninth": "major-seventh", "major-11th": "major-seventh", "major-13th": "major-seventh", "minor-ninth": "minor-seventh",
    "minor-11th": "minor-seventh", "minor-13th": "minor-seventh", "suspended-second": "suspended-fourth", "power": "major",
}  # fmt: skip
MODES = {"major": "major", "minor": "minor", "ionian": "major", "aeolian": "minor"}
JUMPS = ("dacapo", "dalsegno", "tocoda", "fine")
MOST_FIFTHS = 7
NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,9})?")


@dataclass
class PartReader:
    """steps, semitones: from what is written to what sounds. now: quarter notes from the start of the measure."""

    part: DraftPart
    draft: Draft
    divisions: int = 1
    steps: int = 0
    semitones: int = 0
    now: Fraction = Fraction(0)
    last_onset: Fraction = Fraction(0)
    endings: tuple[int, ...] = ()
    measure: DraftMeasure = field(default_factory=DraftMeasure)

    def read(self, measures: Iterable[Element]) -> None:
        readers = {
            "note": self._note, "backup": self._backup, "forward": self._forward, "attributes": self._attributes,
            "direction": self._direction, "harmony": self._harmony, "barline": self._barline, "sound": self._sound,
        }  # fmt: skip
        for element in measures:
            self.measure = DraftMeasure()
            self.now = self.last_onset = Fraction(0)
            for child in element:
                if child.tag in readers:
                    readers[child.tag](child)
            self.measure.endings = self.measure.endings or self.endings
            self.part.measures.append(self.measure)

    # --- notes ------------------------------------------------------------------------------------------------------

    def _note(self, note: Element) -> None:
        if note.find("grace") is not None:
            self.draft.changes["grace_notes"] += 1
            return
        duration = self._quarters(note.findtext("duration"))
        is_chord = note.find("chord") is not None
        onset = self.last_onset if is_chord else self.now
        if not is_chord:
            self.last_onset = self.now
            self._move(duration)
        self._count_what_is_left_out(note)
        pitch = note.find("pitch")
        if note.find("unpitched") is not None:
            self.draft.changes["drums"] += 1
        elif note.find("cue") is not None:
            self.draft.changes["cue_notes"] += pitch is not None
        elif pitch is not None and duration > 0:
            self._sounds(note, self._pitch(pitch), onset, duration)

    def _sounds(self, note: Element, pitch: Pitch, onset: Fraction, duration: Fraction) -> None:
        place = max(0, _whole(note.findtext("staff"), 1) - 1), (note.findtext("voice") or "1").strip()[:20]
        line = self.measure.lines.setdefault(place, [])
        ties = (*note.iterfind("tie"), *note.iterfind("notations/tied"))
        is_tied = any(tie.get("type") == "start" for tie in ties)
        articulation = self._articulation(note)
        if line and line[-1].onset == onset and line[-1].duration == duration:
            line[-1].pitches.append(pitch)
            line[-1].ties.append(is_tied)
            line[-1].articulation = line[-1].articulation or articulation
        else:
            line.append(Sound(onset, duration, [pitch], [is_tied], articulation))

    def _pitch(self, pitch: Element) -> Pitch:
        letter, octave = (pitch.findtext("step") or "").strip(), _whole(pitch.findtext("octave"), 4)
        alter = round(float(_number(pitch.findtext("alter"))))
        if letter not in STEPS or len(letter) != 1 or not 0 <= octave <= 9 or abs(alter) > 3:
            raise UnreadableMusic(_("A note in measure %(number)s has no pitch that I know."), number=len(self.part.measures) + 1)
        written = pitch_of(letter, alter, octave)
        return moved(written, self.steps, self.semitones) if self.steps or self.semitones else written

    def _articulation(self, note: Element) -> str:
        if note.find("notations/fermata") is not None:
            return "fermata"
        marks = [mark.tag for mark in note.iterfind("notations/articulations/*")]
        self.draft.changes["articulations"] += sum(mark not in ARTICULATIONS for mark in marks)
        return next((ARTICULATIONS[mark] for mark in marks if mark in ARTICULATIONS), "")

    def _count_what_is_left_out(self, note: Element) -> None:
        changes = self.draft.changes
        changes["lyrics"] += note.find("lyric") is not None
        changes["slurs"] += sum(slur.get("type") == "start" for slur in note.iterfind("notations/slur"))
        changes["ornaments"] += sum(note.find(f"notations/{tag}") is not None for tag in ("ornaments", "arpeggiate", "glissando", "slide"))

    # --- time -------------------------------------------------------------------------------------------------------

    def _backup(self, element: Element) -> None:
        self._move(-self._quarters(element.findtext("duration")))

    def _forward(self, element: Element) -> None:
        self._move(self._quarters(element.findtext("duration")))

    def _move(self, quarters: Fraction) -> None:
        self.now = max(Fraction(0), self.now + quarters)
        self.measure.length = max(self.measure.length, self.now)

    def _quarters(self, text: str | None) -> Fraction:
        return _number(text) / self.divisions

    # --- what stands around them --------------------------------------------------------------------------------------

    def _attributes(self, element: Element) -> None:
        self.divisions = max(1, _whole(element.findtext("divisions"), self.divisions))
        self.part.staff_count = max(self.part.staff_count, min(99, _whole(element.findtext("staves"), 1)))
        if (transpose := element.find("transpose")) is not None:
            octaves = _whole(transpose.findtext("octave-change"), 0)
            self.semitones = _whole(transpose.findtext("chromatic"), 0) + 12 * octaves
            self.steps = _whole(transpose.findtext("diatonic"), round(7 * (self.semitones - 12 * octaves) / 12)) + 7 * octaves
        if (key := element.find("key")) is not None:
            self._key(key)
        if (time := element.find("time")) is not None and time.find("beats") is not None:
            self.measure.time = self._time(time)

    def _key(self, key: Element) -> None:
        fifths = _whole(key.findtext("fifths"), 0) + self._root(Pitch(0, 4))
        if key.find("key-step") is not None or not -MOST_FIFTHS <= fifths <= MOST_FIFTHS:
            self.draft.changes["key_signatures"] += 1
            fifths = (fifths + 5) % 12 - 5
        self.measure.fifths, self.measure.mode = fifths, MODES.get((key.findtext("mode") or "").strip(), "")

    def _time(self, time: Element) -> tuple[int, int]:
        beats = sum(_whole(part, 0) for each in time.iterfind("beats") for part in (each.text or "").split("+"))
        return beats, _whole(time.findtext("beat-type"), 4)

    def _root(self, pitch: Pitch) -> int:
        """How far the sound of a written pitch lies on the line of fifths."""
        return moved(pitch, self.steps, self.semitones).fifths if self.steps or self.semitones else pitch.fifths

    def _direction(self, element: Element) -> None:
        staff = max(0, _whole(element.findtext("staff"), 1) - 1)
        for mark in element.iterfind("direction-type/dynamics/*"):
            self._dynamic(mark.tag, staff)
        wedges = element.iterfind("direction-type/wedge")
        self.draft.changes["hairpins"] += sum(wedge.get("type") in ("crescendo", "diminuendo") for wedge in wedges)
        letter = (element.findtext("direction-type/rehearsal") or "").strip()
        if letter in SECTIONS:
            self.measure.section = letter
        if (sound := element.find("sound")) is not None:
            self._sound(sound)
        elif (per_minute := element.findtext("direction-type/metronome/per-minute")) is not None:
            self._tempo(_metronome(element, per_minute))

    def _dynamic(self, mark: str, staff: int) -> None:
        if mark not in DYNAMICS or staff in self.measure.dynamics:
            self.draft.changes["dynamics_left_out"] += 1
            return
        self.draft.changes["dynamics_moved"] += self.now > 0
        self.measure.dynamics[staff] = mark

    def _sound(self, element: Element) -> None:
        self.draft.changes["jumps_left_out"] += sum(element.get(jump) is not None for jump in JUMPS)
        if element.get("tempo"):
            self._tempo(float(_number(element.get("tempo"))))

    def _tempo(self, tempo_qpm: float) -> None:
        if tempo_qpm <= 0:
            return
        if self.draft.tempo_qpm is None:
            self.draft.tempo_qpm = tempo_qpm
        elif self.draft.tempo_qpm != tempo_qpm:
            self.draft.changes["tempo_changes"] += 1

    def _harmony(self, element: Element) -> None:
        onset = max(Fraction(0), self.now + self._quarters(element.findtext("offset")))
        kind = (element.findtext("kind") or "").strip()
        letter = (element.findtext("root/root-step") or "").strip()
        if kind == "none":
            self.measure.harmony.append(DraftHarmony(onset, None))
        elif letter and letter in STEPS:
            root = self._root(pitch_of(letter, _whole(element.findtext("root/root-alter"), 0), 4))
            is_simplified = kind not in QUALITIES or element.find("bass") is not None or element.find("degree") is not None
            self.draft.changes["chords_simplified"] += is_simplified
            self.measure.harmony.append(DraftHarmony(onset, root, QUALITIES.get(kind) or NEAR_QUALITIES.get(kind, "major")))

    def _barline(self, element: Element) -> None:
        if (ending := element.find("ending")) is not None:
            listed = (ending.get("number") or "").replace(".", ",").split(",")
            numbers = tuple(int(number) for number in listed if number.strip().isdecimal())
            if ending.get("type") == "start":
                self.endings = self.measure.endings = numbers
            else:
                self.measure.endings = self.measure.endings or self.endings
                self.endings = ()
        if (repeat := element.find("repeat")) is not None:
            if repeat.get("direction") == "forward":
                self.measure.repeat_starts = True
            else:
                self.measure.repeat_times = min(8, max(2, _whole(repeat.get("times"), 2)))


def _metronome(element: Element, per_minute: str) -> float:
    """Quarter notes a minute."""
    lengths = {"whole": 4.0, "half": 2.0, "quarter": 1.0, "eighth": 0.5, "16th": 0.25}
    mark = element.find("direction-type/metronome")
    length = lengths.get((mark.findtext("beat-unit") or "").strip(), 1.0)
    return float(_number(per_minute)) * length * (1.5 if mark.find("beat-unit-dot") is not None else 1)


def _number(text: str | None) -> Fraction:
    """0 where nothing is said. Raises UnreadableMusic for a number that no score could hold."""
    plain = (text or "0").strip()
    found = NUMBER.fullmatch(plain)
    if not found:
        raise UnreadableMusic(_("In this file stands “%(text)s”, which is no length or tempo that a score could hold."), text=plain[:20])
    return Fraction(found[0])


def _whole(text: str | None, default: int) -> int:
    try:
        return int(float((text or "").strip()[:20]))
    except (ValueError, OverflowError):
        return default
