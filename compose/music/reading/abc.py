"""ABC → draft: the first tune of a file, its voices on the staves that `%%score` gives them.

Read with our own code: the library we use for theory knows neither voices that share a staff nor which staves are one player's.
Source: https://abcnotation.com/wiki/abc:standard:v2.1
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from ..marking import MARKED_FIELDS
from ..saying import gettext_noop as _
from .abc_voice import VoiceReader
from .abc_words import Signature, metre_of, signature_of, tempo_of
from .draft import Draft, DraftMeasure, DraftPart, UnreadableMusic

FIELD = re.compile(r"([A-Za-z]):(?!\|)(.*)")  # "d:|" is a note before a repeat sign
VOICE_NAME = re.compile(r'(?:name|nm)\s*=\s*(?:"([^"]*)"|(\S+))')
LONGEST_LINE, MOST_VOICES, LONGEST_TEXT = 100_000, 24, 500
ONLY_VOICE = "1"
C_MAJOR = Signature(0, "major")


@dataclass
class Tune:
    """What the lines say so far. voices: in order of appearance. grouping: the text of %%score."""

    draft: Draft
    unit: Fraction | None = None
    metre: tuple[int, int] | None = (4, 4)
    signature: Signature = C_MAJOR
    names: dict[str, str] = field(default_factory=dict)
    programs: dict[str, int] = field(default_factory=dict)
    voices: dict[str, VoiceReader] = field(default_factory=dict)
    current: str = ONLY_VOICE
    grouping: str = ""
    is_in_body: bool = False

    def voice(self) -> VoiceReader:
        if self.current not in self.voices:
            if len(self.voices) >= MOST_VOICES:
                raise UnreadableMusic(_("It has more than %(most)s voices. Leave some out and try again."), most=MOST_VOICES)
            self.voices[self.current] = VoiceReader(self.draft.changes, self.usual_length, self.signature, self.metre)
        return self.voices[self.current]

    @property
    def usual_length(self) -> Fraction:
        """In quarter notes: as written, else a sixteenth in short metres and an eighth in others."""
        if self.unit is not None:
            return self.unit
        return Fraction(1, 4) if self.metre and Fraction(*self.metre) < Fraction(3, 4) else Fraction(1, 2)


def read(data: bytes) -> Draft:
    """Raises UnreadableMusic."""
    draft = Draft()
    tune = Tune(draft)
    for line in _lines(data, draft):
        _read_line(tune, line)
    if not tune.voices:
        raise UnreadableMusic(_("There is no tune in this file: ABC begins with X: and has a line K: before the notes."))
    for voice in tune.voices.values():
        voice.end()
    draft.parts = _parts(tune)
    draft.changes += {}  # what was counted as nothing is left out
    return draft


def _lines(data: bytes, draft: Draft) -> Iterator[str]:
    """Those of the first tune: from its X: to the first empty line behind its notes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    lines = [line[:LONGEST_LINE].rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    starts = [number for number, line in enumerate(lines) if line.startswith("X:")]
    draft.changes["tunes_left_out"] += max(0, len(starts) - 1)
    before = [line for line in lines[: starts[0]] if line.startswith("%%")] if starts else []
    end = starts[1] if len(starts) > 1 else len(lines)
    yield from before
    for line in lines[starts[0] if starts else 0 : end]:
        yield line if line.startswith("%%") else re.sub(r"(?<!\\)%.*", "", line).strip()


def _read_line(tune: Tune, line: str) -> None:
    if line.startswith("%%"):
        _directive(tune, line[2:].strip())
    elif found := FIELD.match(line):
        (_body_field if tune.is_in_body else _head_field)(tune, found[1], found[2].strip())
    elif line and tune.is_in_body:
        if inline := re.match(r"\[V:\s*(\S+?)\s*\]", line):
            tune.current = inline[1][:20]
        tune.voice().read(line.removesuffix("\\"))


def _head_field(tune: Tune, name: str, text: str) -> None:
    if name == "T" and not tune.draft.title:
        tune.draft.title = text[:LONGEST_TEXT]
    elif name == "C":
        tune.draft.composer = tune.draft.composer or text[:LONGEST_TEXT]
    elif name == "M":
        tune.metre = metre_of(text)
    elif name == "L":
        top, _slash, bottom = text.partition("/")
        if top.strip().isdecimal() and bottom.strip().isdecimal() and int(bottom):
            tune.unit = Fraction(4 * int(top), int(bottom))
    elif name == "Q":
        tune.draft.tempo_qpm = tune.draft.tempo_qpm or tempo_of(text, tune.usual_length)
    elif name == "V":
        _voice_field(tune, text)
    elif name == "K":
        tune.signature = signature_of(text) or tune.signature
        tune.is_in_body, tune.current = True, next(iter(tune.names), ONLY_VOICE)


def _body_field(tune: Tune, name: str, text: str) -> None:
    if name == "V":
        _voice_field(tune, text)
    elif name == "w":
        tune.draft.changes["lyrics"] += 1
    elif name == "Q":
        tempo = tempo_of(text, tune.usual_length)
        tune.draft.changes["tempo_changes"] += tempo is not None and tempo != tune.draft.tempo_qpm
    elif name in "KMLP":
        tune.voice().change(name, text)


def _voice_field(tune: Tune, text: str) -> None:
    identity = text.split()[0][:20] if text.split() else ONLY_VOICE
    found = VOICE_NAME.search(text)
    name = (found[1] or found[2] or "") if found else ""
    tune.names[identity] = tune.names.get(identity) or name
    tune.current = identity


def _directive(tune: Tune, text: str) -> None:
    name, _space, value = text.partition(" ")
    if name in ("score", "staves"):
        tune.grouping = value[:LONGEST_TEXT]
    elif name == "MIDI" and (found := re.match(r"program\s+(?:\d+\s+)?(\d{1,3})\s*$", value.strip())):
        tune.programs[tune.current] = min(127, int(found[1]))
    elif name in ("ai-generated", *MARKED_FIELDS) and value.strip():
        tune.draft.mark[name] = value.strip()[:LONGEST_TEXT]


def _parts(tune: Tune) -> list[DraftPart]:
    parts = []
    for staves in _grouped(tune):
        first = staves[0][0]
        part = DraftPart(tune.names.get(first, ""), tune.programs.get(first), len(staves))
        readers = [[tune.voices[identity] for identity in staff] for staff in staves]
        for index in range(max(len(reader.measures) for staff in readers for reader in staff)):
            part.measures.append(_together(readers, index))
        parts.append(part)
    return parts


def _together(readers: list[list[VoiceReader]], index: int) -> DraftMeasure:
    """One measure of all the staves of a part: what stands around the notes is that of the first voice that has it."""
    whole = DraftMeasure()
    for staff, group in enumerate(readers):
        for layer, reader in enumerate(group):
            if index >= len(reader.measures):
                continue
            measure = reader.measures[index]
            if not whole.length:
                whole.fifths, whole.mode, whole.time, whole.section = measure.fifths, measure.mode, measure.time, measure.section
                whole.repeat_starts, whole.repeat_times, whole.endings = measure.repeat_starts, measure.repeat_times, measure.endings
            whole.length = max(whole.length, measure.length)
            whole.harmony = whole.harmony or measure.harmony
            for (_staff, voice), line in measure.lines.items():
                whole.lines[staff, str(int(voice) + 10 * layer)] = line
            for dynamic in measure.dynamics.values():
                whole.dynamics.setdefault(staff, dynamic)
    return whole


def _grouped(tune: Tune) -> list[list[list[str]]]:
    """Parts of staves of voices: {1 2} is one player on two staves, (1 2) one staff with two voices."""
    parts: list[list[list[str]]] = []
    braces = parentheses = False
    used: set[str] = set()
    for token in re.findall(r"[{}()]|[^\s{}()|\[\]]+", tune.grouping):
        if token in "{}":
            braces = token == "{"
            parts += [[]] if braces else []
        elif token in "()":
            parentheses = token == "("
            if parentheses and (not braces or not parts):
                parts.append([])
            if parentheses:
                parts[-1].append([])
        elif token in tune.voices and token not in used:
            used.add(token)
            if parentheses:
                parts[-1][-1].append(token)
            elif braces:
                parts[-1].append([token])
            else:
                parts.append([[token]])
    parts += [[[identity]] for identity in tune.voices if identity not in used]
    found = [[staff for staff in part if staff] for part in parts]
    return [part for part in found if part]
