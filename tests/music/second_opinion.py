"""Our voice leading beside music21's on the chorales of its own corpus: `python -m tests.music.second_opinion` prints the table.

music21 walks through the verticalities of its own tree of time spans and judges each quartet of notes by `VoiceLeadingQuartet`; we read the
same files into our score and use our own lines. Its parallels include those in contrary motion (fifth to twelfth), which ours leave out.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import music21
from music21.voiceLeading import VoiceLeadingQuartet

from compose.music.analysis.lines import lines_of
from compose.music.analysis.parallels import hidden, moves_of, parallels
from compose.music.counterpoint.intervals import is_consonant
from compose.music.score import Score

from .chorales import parsed, read

Event = tuple[str, int, int, int]  # what, tick of arrival, upper and lower part
KINDS = ("fifths", "octaves", "hidden fifths", "hidden octaves", "crossing", "consonant")


def names() -> list[str]:
    """The chorales of the corpus."""
    return sorted(
        {path.stem for path in music21.corpus.getComposer("bach") if path.name.startswith("bwv") and path.suffix in (".mxl", ".xml")}
    )


def ours(score: Score) -> set[Event]:
    """Every event we find."""
    lines = lines_of(score)
    found = set()
    for finding in [*parallels(score, lines), *hidden(score, lines)]:
        kind = finding.code.replace("parallel-", "").replace("-", " ")
        found.add((kind, finding.last.onset_ticks, finding.staves[0] - 1, finding.staves[-1] - 1))
    for first, second in combinations(range(len(lines)), 2):
        for move in moves_of(lines[first], lines[second]):
            upper, lower = move.upper[1], move.lower[1]
            if lower.midi > upper.midi:
                found.add(("crossing", upper.start, first, second))
            if is_consonant(upper.pitch, lower.pitch):
                found.add(("consonant", upper.start, first, second))
    return found


def theirs(stream: music21.stream.Score) -> tuple[set[Event], set[Event]]:
    """Every event music21 finds, and those of its parallels that are in contrary motion."""
    parts = list(stream.parts)
    plain = [part.stripTies() for part in parts]
    found: set[Event] = set()
    contrary: set[Event] = set()
    for first, second in combinations(range(len(parts)), 2):
        for tick, quartet in _quartets(plain[first], plain[second]):
            events, is_contrary = _judge(quartet, first, second, tick)
            found |= events
            if is_contrary:
                contrary |= {event for event in events if event[0] in ("fifths", "octaves")}
    return found, contrary


def _quartets(upper: music21.stream.Part, lower: music21.stream.Part) -> Iterator[tuple[int, VoiceLeadingQuartet]]:
    """The quartets of two parts at verticalities at which both begin a new note without a rest before."""
    pair = music21.stream.Score([upper, lower])
    tree = pair.asTimespans(classList=(music21.note.Note, music21.note.Rest))
    before = None
    for vertical in tree.iterateVerticalities():
        spans = {span.part: span for span in vertical.startAndOverlapTimespans}
        now = [spans.get(part) for part in pair.parts]
        starts = len(vertical.startTimespans) == 2
        both = (
            before is not None
            and starts
            and all(span is not None and isinstance(span.element, music21.note.Note) for span in [*before, *now])
        )
        if both and all(span.endTime == vertical.offset for span in before):
            (a, b), (c, d) = before, now
            yield round(float(vertical.offset) * 24), VoiceLeadingQuartet(a.element, c.element, b.element, d.element)
        before = now


def _judge(quartet: VoiceLeadingQuartet, first: int, second: int, tick: int) -> tuple[set[Event], bool]:
    # Pitches are compared by name: to music21 a printed natural makes an A another pitch than a plain A.
    pairs = (quartet.v1n1, quartet.v1n2), (quartet.v2n1, quartet.v2n2)
    if any(one.pitch.nameWithOctave == two.pitch.nameWithOctave for one, two in pairs):
        return set(), False
    events = set()
    if quartet.parallelFifth():
        events.add("fifths")
    if quartet.parallelUnisonOrOctave():
        events.add("octaves")
    is_outer = (first, second) == (0, 3)
    leaps = abs(quartet.hIntervals[0].semitones) > 2
    if is_outer and leaps and not quartet.v1n1.expressions and not quartet.v2n1.expressions:
        events |= {"hidden fifths"} if quartet.hiddenFifth() else set()
        events |= {"hidden octaves"} if quartet.hiddenOctave() else set()
    if quartet.v1n2.pitch < quartet.v2n2.pitch:
        events.add("crossing")
    if quartet.vIntervals[1].isConsonant():
        events.add("consonant")
    is_contrary = quartet.hIntervals[0].semitones * quartet.hIntervals[1].semitones < 0
    return {(event, tick, first, second) for event in events}, is_contrary


def compare(name: str) -> dict[str, tuple[int, int, int, int]]:
    """For each kind: found by both, only by us, only by music21, and of these in contrary motion. Raises ValueError for another layout."""
    stream = parsed(f"bach/{name}")
    score = read(stream)
    us = ours(score)
    them, contrary = theirs(stream)
    counts = {}
    for kind in KINDS:
        one, two = ({event for event in found if event[0] == kind} for found in (us, them))
        counts[kind] = (len(one & two), len(one - two), len(two - one), len((two - one) & contrary))
    return counts


def differences(name: str) -> list[tuple[str, Event]]:
    """What only one of the two found, contrary motion apart."""
    stream = parsed(f"bach/{name}")
    us = ours(read(stream))
    them, contrary = theirs(stream)
    return sorted([("us", event) for event in us - them] + [("music21", event) for event in them - us - contrary])


def main(chosen: list[str]) -> None:
    """Print the table over all chorales, or the chosen ones."""
    totals: dict[str, Counter] = {kind: Counter() for kind in KINDS}
    read_count = 0
    for name in chosen or names():
        try:
            counts = compare(name)
        except (ValueError, music21.exceptions21.Music21Exception):
            continue
        read_count += 1
        for kind, values in counts.items():
            totals[kind].update(dict(zip(("both", "us", "music21", "contrary"), values, strict=True)))
        if sum(sum(values[1:3]) - values[3] for values in counts.values()):
            print(name, differences(name)[:6], file=sys.stderr, flush=True)
    print(f"{read_count} chorales\n")
    print("| what | both | only ours | only music21 | of these in contrary motion | agreement |\n|---|---|---|---|---|---|")
    for kind in KINDS:
        both, us, them, contrary = (totals[kind][key] for key in ("both", "us", "music21", "contrary"))
        share = both / max(1, both + us + them - contrary)
        print(f"| {kind} | {both} | {us} | {them} | {contrary} | {share:.4f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
