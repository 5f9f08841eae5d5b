"""The measures of one part as MusicXML text."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from .accidentals import printed_accidentals
from .hairpins import hairpins
from .notation import Symbol, metronome, symbols
from .performance import note_id, rest_id
from .score import TICKS_PER_QUARTER, Chord, Harmony, Measure, Pitch, Score, Voice
from .slurs import slurs
from .ties import tie_targets
from .transposing import UNISON, Interval

CLEFS = {
    "G": "<sign>G</sign><line>2</line>",
    "F": "<sign>F</sign><line>4</line>",
    "C3": "<sign>C</sign><line>3</line>",
    "C4": "<sign>C</sign><line>4</line>",
    "G8": "<sign>G</sign><line>2</line><clef-octave-change>-1</clef-octave-change>",
}
KINDS = {
    "major": ("major", ""),
    "minor": ("minor", "m"),
    "diminished": ("diminished", "dim"),
    "augmented": ("augmented", "aug"),
    "dominant-seventh": ("dominant", "7"),
    "major-seventh": ("major-seventh", "maj7"),
    "minor-seventh": ("minor-seventh", "m7"),
    "half-diminished": ("half-diminished", "m7b5"),
    "diminished-seventh": ("diminished-seventh", "dim7"),
    "suspended-fourth": ("suspended-fourth", "sus4"),
}
ARTICULATIONS = {"staccato": "<staccato/>", "accent": "<accent/>", "tenuto": "<tenuto/>"}
VOICES_PER_STAFF = 4  # voice numbers of the second staff start at 5, as other programs write them


class MeasureWriter:
    """Writes measures `first` to `last` of one part; a slice looks like the same measures in the whole."""

    def __init__(
        self, score: Score, part: int, first: int, last: int, *, is_final: bool, is_one_system: bool, interval: Interval = UNISON
    ) -> None:
        """interval: how far above the sound the score is written."""
        self._score, self._part, self._first, self._last, self._interval = score, part, first, last, interval
        self._is_final, self._is_one_system = is_final, is_one_system
        self._staves = [staff for staff, owner in enumerate(score.staff_parts) if owner == part]
        self._accidentals = {staff: printed_accidentals(score, staff, first, last) for staff in self._staves}
        self._ties = {staff: tie_targets(score, staff, max(first - 1, 0)) for staff in self._staves}
        self._tie_ends = {staff: set(targets.values()) for staff, targets in self._ties.items()}
        self._wedges = {}
        for hairpin in (each for each in hairpins(score, part) if each.first < last and each.last >= first):
            self._wedges[max(hairpin.first, first), "start"] = self._wedges[min(hairpin.last, last - 1), "stop"] = hairpin.kind
        self._has_sections = len({measure.section for measure in score.measures if measure.section}) > 1
        self._is_pickup = bool(score.measures) and score.measures[0].length_ticks < score.measures[0].time.length_ticks

    def measures(self) -> Iterator[str]:
        """The text of each measure element."""
        for index in range(self._first, self._last):
            measure = self._score.measures[index]
            is_short = measure.length_ticks < measure.time.length_ticks
            number = index if self._is_pickup else index + 1
            yield f'<measure number="{number}"{" implicit=" + chr(34) + "yes" + chr(34) if is_short else ""}>\n'
            if self._is_one_system and index == self._first:
                yield '<print new-system="yes"/>\n'  # an engraver that finds a break of ours adds none of its own
            yield self._attributes(index)
            yield self._directions(index)
            yield from self._voices(index)
            yield self._wedge(index, "stop")
            yield self._barline(index)
            yield "</measure>\n"

    def _attributes(self, index: int) -> str:
        measure = self._score.measures[index]
        before = self._score.measures[index - 1] if index else None
        is_start = index == self._first
        text = f"<divisions>{TICKS_PER_QUARTER}</divisions>" if is_start else ""
        if is_start or before.key != measure.key:
            text += f"<key><fifths>{measure.key.fifths}</fifths><mode>{measure.key.mode}</mode></key>"
        if before is None or before.time != measure.time:
            text += f"<time><beats>{measure.time.beats}</beats><beat-type>{measure.time.beat_type}</beat-type></time>"
        if is_start:
            clefs = self._score.parts[self._part].instrument.clefs
            text += f"<staves>{len(clefs)}</staves>" if len(clefs) > 1 else ""
            for number, clef in enumerate(clefs, start=1):
                text += f'<clef number="{number}">{CLEFS[clef]}</clef>' if len(clefs) > 1 else f"<clef>{CLEFS[clef]}</clef>"
        if is_start and self._interval != UNISON:
            text += _transposition(self._interval)
        return f"<attributes>{text}</attributes>\n" if text else ""

    def _directions(self, index: int) -> str:
        """Tempo and rehearsal mark, once above the score, and the dynamics of this part's staves."""
        measure = self._score.measures[index]
        text = ""
        if self._part == 0 and measure.section and self._has_sections:
            text += f'<direction placement="above"><direction-type><rehearsal>{measure.section}</rehearsal></direction-type></direction>\n'
        if self._part == 0 and index == 0:
            text += self._tempo()
        return text + "".join(self._dynamics(index)) + self._wedge(index, "start")

    def _tempo(self) -> str:
        score = self._score
        unit, is_dotted, per_minute = metronome(score.time, score.tempo_qpm)
        words = dict(score.metadata).get("tempo_text", "")
        text = f"<direction-type><words>{escape(words)}</words></direction-type>" if words else ""
        text += f"<direction-type><metronome><beat-unit>{unit}</beat-unit>{'<beat-unit-dot/>' if is_dotted else ''}"
        text += f"<per-minute>{per_minute}</per-minute></metronome></direction-type>"
        return f'<direction placement="above">{text}<sound tempo="{score.tempo_qpm}"/></direction>\n'

    def _dynamics(self, index: int) -> Iterator[str]:
        marks = [self._new_dynamic(index, staff) for staff in self._staves]
        is_one_mark = len(set(marks)) == 1
        for number, mark in enumerate(marks):
            if mark and not (is_one_mark and number):
                # Between the staves of a keyboard where one mark serves both hands, above the words of a singer.
                is_above = self._is_sung or (number and len(marks) > 1 and not marks[0])
                yield self._direction(f"<dynamics><{mark}/></dynamics>", number, is_above)

    @property
    def _is_sung(self) -> bool:
        return self._score.parts[self._part].instrument.family == "voice"

    def _direction(self, text: str, staff: int, is_above: bool) -> str:
        place = f"<staff>{staff + 1}</staff>" if len(self._staves) > 1 else ""
        placement = "above" if is_above else "below"
        return f'<direction placement="{placement}"><direction-type>{text}</direction-type>{place}</direction>\n'

    def _wedge(self, index: int, edge: str) -> str:
        """The beginning or the end of a hairpin; one that reaches over the edge of a slice is open there."""
        kind = self._wedges.get((index, edge))
        return self._direction(f'<wedge type="{kind if edge == "start" else edge}" number="1"/>', 0, self._is_sung) if kind else ""

    def _new_dynamic(self, index: int, staff: int) -> str:
        """The dynamic that begins here, unless it is in force already."""
        mark = self._score.measures[index].staves[staff].dynamic
        earlier = (measure.staves[staff].dynamic for measure in reversed(self._score.measures[:index]))
        return "" if mark and mark == next((dynamic for dynamic in earlier if dynamic), "") else mark

    def _voices(self, index: int) -> Iterator[str]:
        measure = self._score.measures[index]
        is_first = True
        for number, staff in enumerate(self._staves):
            voices = measure.staves[staff].voices
            sounding = [voice for voice, line in enumerate(voices) if not all(chord.is_rest for chord in line.chords)] or [0]
            for voice in sounding:
                if not is_first:
                    yield f"<backup><duration>{measure.length_ticks}</duration></backup>\n"
                harmony = self._harmony(index) if is_first else []
                is_first = False
                stem = ("up", "down")[voice] if len(sounding) > 1 else ""
                written = symbols(voices[voice].chords, measure.time, measure.length_ticks)
                hidden = _needless_rests(written, voices[0], measure) if len(sounding) > 1 and voice else frozenset()
                edges = _slur_edges(voices[voice]) if self._score.is_legato else {}
                for symbol in written:
                    yield from _harmony_in(harmony, symbol)
                    slur = edges.get((symbol.number, "start"), "") if symbol.is_first else ""
                    slur += edges.get((symbol.number, "stop"), "") if symbol.is_last else ""
                    yield from self._symbol(index, staff, number, voice, symbol, stem, hidden, slur)

    def _symbol(
        self, index: int, staff: int, number: int, voice: int, symbol: Symbol, stem: str, hidden: frozenset, slur: str
    ) -> Iterator[str]:
        tail = f"<voice>{VOICES_PER_STAFF * number + voice + 1}</voice>"
        if not symbol.is_whole_measure:
            tail += f"<type>{symbol.value.type}</type>" + "<dot/>" * symbol.value.dots
        staff_text = f"<staff>{number + 1}</staff>" if len(self._staves) > 1 else ""
        modification = ""
        if symbol.value.is_triplet:
            modification = "<time-modification><actual-notes>3</actual-notes><normal-notes>2</normal-notes></time-modification>"
        duration = f"<duration>{symbol.duration_ticks}</duration>"
        if symbol.chord.is_rest:
            is_hidden = (symbol.onset_ticks, symbol.duration_ticks) in hidden
            rest = '<rest measure="yes"/>' if symbol.is_whole_measure else "<rest/>"
            fermata = symbol.chord.articulation == "fermata" and symbol.is_last
            notations = _notations(symbol, fermata='<fermata type="upright"/>' if fermata else "")
            identity = f' id="{rest_id(index, staff, voice, symbol.onset_ticks)}"'
            yield f"<note{identity}{_HIDDEN if is_hidden else ''}>{rest}{duration}{tail}{modification}{staff_text}{notations}</note>\n"
            return
        stem_text = f"<stem>{stem}</stem>" if stem else ""
        for place, pitch in enumerate(symbol.chord.pitches):
            head = (voice, index, symbol.number, place)
            starts = not symbol.is_last or head in self._ties[staff]
            stops = not symbol.is_first or head in self._tie_ends[staff]
            sign, is_courtesy = self._accidentals[staff].get(head, ("", False)) if symbol.is_first else ("", False)
            accidental = f"<accidental{_COURTESY if is_courtesy else ''}>{sign}</accidental>" if sign else ""
            beams = (
                "".join(f'<beam number="{level}">{beam}</beam>' for level, beam in enumerate(symbol.beams, start=1)) if not place else ""
            )
            identity = f' id="{note_id(index, staff, voice, symbol.number, place)}"' if symbol.is_first else ""
            ties, tied = self._tie(index, staff, head, symbol, starts, stops)
            notations = _notations(symbol, tied + slur) if not place else (f"<notations>{tied}</notations>" if tied else "")
            yield (
                f"<note{identity}>{'<chord/>' if place else ''}{_pitch(pitch)}{duration}{ties}{tail}{accidental}{modification}"
                f"{stem_text}{staff_text}{beams}{notations}</note>\n"
            )

    def _tie(self, index: int, staff: int, head: tuple, symbol: Symbol, starts: bool, stops: bool) -> tuple[str, str]:
        """The sounding tie elements and the drawn ones; nothing is left open at the edges of a slice."""
        leaves = symbol.is_last and starts and self._ties[staff][head][1] >= self._last
        enters = symbol.is_first and stops and index == self._first and symbol.onset_ticks == 0
        ties = '<tie type="stop"/>' * (stops and not enters) + '<tie type="start"/>' * (starts and not leaves)
        tied = '<tied type="stop"/>' * (stops and not enters) + '<tied type="start"/>' * (starts and not leaves)
        return ties, tied

    def _harmony(self, index: int) -> list[tuple[int, str]]:
        """Chord symbols of the first staff with their onsets; a chord that goes on is not printed again."""
        if self._part or not self._score.has_chord_symbols:
            return []
        printed = []
        previous = next((m.harmony[-1] for m in reversed(self._score.measures[self._first : index]) if m.harmony), None)
        onset = 0
        for harmony in self._score.measures[index].harmony:
            if previous is None or (harmony.root, harmony.quality) != (previous.root, previous.quality):
                printed.append((onset, _harmony_text(harmony)))
            onset += harmony.duration_ticks
            previous = harmony
        return printed

    def _barline(self, index: int) -> str:
        is_end = index + 1 == len(self._score.measures)
        if is_end and self._is_final:
            return '<barline location="right"><bar-style>light-heavy</bar-style></barline>\n'
        if not is_end and self._has_sections and self._score.measures[index + 1].section:
            return '<barline location="right"><bar-style>light-light</bar-style></barline>\n'
        return ""


_HIDDEN = ' print-object="no"'
_COURTESY = ' cautionary="yes"'


def _needless_rests(second: list[Symbol], first: Voice, measure: Measure) -> frozenset[tuple[int, int]]:
    """Onset and length of the second voice's rests that would only clutter: before it enters, after it ends, or shared with the first."""
    notes = [number for number, symbol in enumerate(second) if not symbol.chord.is_rest]
    outside = second[: notes[0]] + second[notes[-1] + 1 :]
    shared = [symbol for symbol in symbols(first.chords, measure.time, measure.length_ticks) if symbol.chord.is_rest]
    return frozenset((symbol.onset_ticks, symbol.duration_ticks) for symbol in outside + shared if symbol.chord.articulation != "fermata")


def _slur_edges(voice: Voice) -> dict[tuple[int, str], str]:
    """The elements at the first and last chord of each slur; none of them overlap, so all have the number 1."""
    edges = {}
    for first, last in slurs(voice):
        edges[first, "start"], edges[last, "stop"] = '<slur type="start" number="1"/>', '<slur type="stop" number="1"/>'
    return edges


def _transposition(interval: Interval) -> str:
    """From what is written to what sounds."""
    octaves, steps = divmod(-interval.steps, 7)
    semitones = -interval.semitones - 12 * octaves
    octave = f"<octave-change>{octaves}</octave-change>" if octaves else ""
    return f"<transpose><diatonic>{steps}</diatonic><chromatic>{semitones}</chromatic>{octave}</transpose>"


def _pitch(pitch: Pitch) -> str:
    alter = f"<alter>{pitch.alter}</alter>" if pitch.alter else ""
    return f"<pitch><step>{pitch.step}</step>{alter}<octave>{pitch.octave}</octave></pitch>"


def _notations(symbol: Symbol, tied: str = "", fermata: str = "") -> str:
    text = tied
    for kind in symbol.tuplet:
        text += f'<tuplet type="{kind}"{" bracket=" + chr(34) + _bracket(symbol) + chr(34) if kind == "start" else ""}/>'
    articulation = _articulation(symbol.chord) if symbol.is_first and not symbol.chord.is_rest else ""
    text += articulation + fermata
    return f"<notations>{text}</notations>" if text else ""


def _bracket(symbol: Symbol) -> str:
    """A beam already shows the group."""
    return "no" if symbol.beams else "yes"


def _articulation(chord: Chord) -> str:
    if chord.articulation == "fermata":
        return '<fermata type="upright"/>'
    return f"<articulations>{ARTICULATIONS[chord.articulation]}</articulations>" if chord.articulation else ""


def _harmony_in(harmony: list[tuple[int, str]], symbol: Symbol) -> Iterator[str]:
    for onset, text in harmony:
        offset = onset - symbol.onset_ticks
        if 0 <= offset < symbol.duration_ticks:
            yield text.format(offset=f"<offset>{offset}</offset>" if offset else "")


def _harmony_text(harmony: Harmony) -> str:
    if harmony.root is None:
        return '<harmony><root><root-step text="">C</root-step></root><kind text="N.C.">none</kind>{offset}</harmony>\n'
    root = Pitch(harmony.root, 4)
    kind, text = KINDS[harmony.quality]
    alter = f"<root-alter>{root.alter}</root-alter>" if root.alter else ""
    return f'<harmony><root><root-step>{root.step}</root-step>{alter}</root><kind text="{text}">{kind}</kind>{{offset}}</harmony>\n'
