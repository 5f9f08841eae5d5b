"""ABC notation 2.1, the plain-text form folk musicians and chat windows use.

Source: https://abcnotation.com/wiki/abc:standard:v2.1
"""

from collections.abc import Iterator
from fractions import Fraction

from .accidentals import printed_accidentals
from .hairpins import hairpins
from .marking import SOFTWARE, mark_fields, mark_sentence
from .notation import Symbol, symbols
from .pitch import Pitch, fifths_name
from .score import Harmony, KeySignature, Measure, Score
from .slurs import slurs
from .ties import tie_targets

UNIT_TICKS = 12  # L:1/8
CLEFS = {"G": "treble", "F": "bass", "C3": "alto", "C4": "tenor", "G8": "treble-8"}
SIGNS = {"sharp": "^", "flat": "_", "natural": "=", "double-sharp": "^^", "flat-flat": "__", "triple-sharp": "^^^", "triple-flat": "___"}
MARKS = {"staccato": ".", "accent": "!accent!", "tenuto": "!tenuto!", "fermata": "!fermata!", "": ""}
KINDS = {
    "major": "", "minor": "m", "diminished": "dim", "augmented": "aug", "dominant-seventh": "7", "major-seventh": "maj7",
    "minor-seventh": "m7", "half-diminished": "m7b5", "diminished-seventh": "dim7", "suspended-fourth": "sus4",
}  # fmt: skip
MEASURES_A_LINE = 4


def write(score: Score) -> str:
    """The score as one ABC tune, a voice (V:) a staff; second voices of a staff are overlays (&)."""
    lines = ["%abc-2.1", f"%%software {SOFTWARE}", *(f"%%{name} {_one_line(value)}" for name, value in mark_fields(score).items())]
    lines += ["X:1", f"T:{_one_line(score.title or 'Untitled')}"]
    lines += [f"C:{_one_line(score.composer)}"] if score.composer else []
    lines += [f"N:{mark_sentence(score)}", f"M:{score.time.name}", "L:1/8", f"Q:1/4={score.tempo_qpm}", f"%%score {_grouping(score)}"]
    lines += [f"V:{staff + 1} {_voice_settings(score, staff)}" for staff in range(score.staff_count)]
    lines.append(f"K:{_key(score.key)}")
    for staff in range(score.staff_count):
        lines.append(f"V:{staff + 1}")
        lines += _lines(list(_measures(score, staff)))
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _grouping(score: Score) -> str:
    groups = []
    for part in range(len(score.parts)):
        staves = [str(staff + 1) for staff, owner in enumerate(score.staff_parts) if owner == part]
        groups.append(f"{{{' | '.join(staves)}}}" if len(staves) > 1 else staves[0])
    return " ".join(groups)


def _voice_settings(score: Score, staff: int) -> str:
    part = score.parts[score.staff_parts[staff]]
    place = staff - score.staff_parts.index(score.staff_parts[staff])
    settings = f"clef={CLEFS[part.instrument.clefs[place]]}"
    return settings + (f' name="{part.label}" snm="{part.instrument.abbreviation}"' if place == 0 else "")


def _key(key: KeySignature) -> str:
    return fifths_name(key.tonic) + ("m" if key.mode == "minor" else "")


def _lines(measures: list[str]) -> Iterator[str]:
    for start in range(0, len(measures), MEASURES_A_LINE):
        yield " ".join(measures[start : start + MEASURES_A_LINE])


def _measures(score: Score, staff: int) -> Iterator[str]:
    accidentals = printed_accidentals(score, staff, 0, len(score.measures))
    ties = tie_targets(score, staff)
    before: Measure | None = None
    last_harmony: Harmony | None = None
    wedges = _wedges(score, staff)
    for index, measure in enumerate(score.measures):
        text = ""
        if before and before.key != measure.key:
            text += f"[K:{_key(measure.key)}] "
        if before and before.time != measure.time:
            text += f"[M:{measure.time.name}] "
        text += wedges.get((index, "stop"), "")
        if measure.staves[staff].dynamic:
            text += f"!{measure.staves[staff].dynamic}!"
        text += wedges.get((index, "start"), "")
        chords: list[tuple[int, str]] = []
        if staff == 0 and score.has_chord_symbols:
            chords, last_harmony = _chord_symbols(measure, last_harmony)
        overlays = []
        for voice, line in enumerate(measure.staves[staff].voices):
            if voice and all(chord.is_rest for chord in line.chords):
                continue
            written = symbols(line.chords, measure.time, measure.length_ticks)
            joined = slurs(line) if score.is_legato else []
            overlays.append(_voice(written, index, voice, accidentals, ties, chords if voice == 0 else [], joined))
        bar = "|]" if index + 1 == len(score.measures) else "||" if score.measures[index + 1].section else "|"
        yield f"{text}{' & '.join(overlays)} {bar}"
        before = measure


def _wedges(score: Score, staff: int) -> dict[tuple[int, str], str]:
    """The decorations of a part's hairpins before the first note of a measure, on its first staff; one ends with the mark it leads to."""
    part = score.staff_parts[staff]
    found = {}
    for hairpin in hairpins(score, part) if score.staff_parts.index(part) == staff else ():
        found[hairpin.first, "start"], found[hairpin.last + 1, "stop"] = f"!{hairpin.kind}(!", f"!{hairpin.kind})!"
    return found


def _chord_symbols(measure: Measure, last: Harmony | None) -> tuple[list[tuple[int, str]], Harmony | None]:
    """Onset and text of each chord symbol of the measure, those that only go on left out; and the last harmony."""
    found, onset = [], 0
    for harmony in measure.harmony:
        if last is None or (harmony.root, harmony.quality) != (last.root, last.quality):
            found.append((onset, '"N.C."' if harmony.root is None else f'"{fifths_name(harmony.root)}{KINDS[harmony.quality]}"'))
        onset += harmony.duration_ticks
        last = harmony
    return found, last


def _voice(written: list[Symbol], measure: int, voice: int, accidentals: dict, ties: dict, chords: list[tuple[int, str]],
           joined: list[tuple[int, int]]) -> str:  # fmt: skip
    text, starts, stops = "", {first for first, _ in joined}, {last for _, last in joined}
    for number, symbol in enumerate(written):
        if symbol.tuplet and symbol.tuplet[0] == "start":
            size = next(n for n, later in enumerate(written[number:], start=1) if "stop" in later.tuplet)
            text += f"(3:2:{size}"
        text += "".join(name for onset, name in chords if symbol.onset_ticks <= onset < symbol.onset_ticks + symbol.duration_ticks)
        text += "(" * (symbol.is_first and symbol.number in starts)
        text += _symbol(symbol, measure, voice, accidentals, ties)
        text += ")" * (symbol.is_last and symbol.number in stops)
        is_joined = symbol.beams and symbol.beams[0] in ("begin", "continue")
        text += "" if is_joined else " "
    return text.strip()


def _symbol(symbol: Symbol, measure: int, voice: int, accidentals: dict, ties: dict) -> str:
    length = Fraction(symbol.duration_ticks * (3 if symbol.value.is_triplet else 2), 2 * UNIT_TICKS)
    multiplier = "" if length == 1 else str(length)
    mark = MARKS[symbol.chord.articulation] if symbol.is_first else ""
    if symbol.chord.is_rest:
        return f"{mark}z{multiplier}"
    heads = []
    for place, pitch in enumerate(symbol.chord.pitches):
        head = (voice, measure, symbol.number, place)
        sign = SIGNS[accidentals[head][0]] if symbol.is_first and head in accidentals else ""
        tie = "-" if not symbol.is_last or head in ties else ""
        heads.append((sign + _letter(pitch), tie))
    if len(heads) == 1:
        return f"{mark}{heads[0][0]}{multiplier}{heads[0][1]}"
    return f"{mark}[{''.join(name + tie for name, tie in heads)}]{multiplier}"


def _letter(pitch: Pitch) -> str:
    if pitch.octave >= 5:
        return pitch.step.lower() + "'" * (pitch.octave - 5)
    return pitch.step + "," * (4 - pitch.octave)
