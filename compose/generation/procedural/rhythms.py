"""Rhythms of melodies: measures in text for each style (sixteenths of 4/4), and a way to make them in any other metre."""

from random import Random

from ...music.score import TimeSignature
from .metre import laid, pulses

Rhythm = list[tuple[int, int]]

# calm, moving, busy
BANKS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "song": (
        ("x-------x---x---", "x-----x-x-------", "....x-x-x-------", "x-----------x-x-", "x---x-------x---", "..x-x-x-x-------"),
        ("x---x-x-x---x---", "x-x-x-x-x-----x-", "..x-x-x-x---x-x-", "x-----x-x-x-x---", "....x-x-x-x-x-x-", "x---x-x-x-x-x---",
         "x-x---x-x---x-x-", "x-----x-x-x-x-x-"),
        ("x-x-x-x-x-x-x-x-", "x-xxx-x-x-x-x---", "x-x-x-xxx-x-x-x-", "x---x-xxx-x-x-x-", "..xxx-x-x-xxx-x-", "x-xxx-xxx-x-x-x-"),
    ),
    "jazz": (
        ("x-----x---------", "..x-----x---x---", "x-----------x-x-", "....x-x-----x---", "x---x-----x-----", "x-------..x-x-x-"),
        ("x-x-x-----x-x---", "..x-x-x-x-----x-", "x---..x-x-x-x---", "x-x---x-x-----x-", "..x---x-x-x-x-x-", "x-----x-x-x-x---",
         "....x-x-x-x-----"),
        ("x-x-x-x-x-x-x---", "..x-x-x-x-x-x-x-", "x-x-x-x---x-x-x-", "x---x-x-x-x-x-x-", "x-x-..x-x-x-x-x-", "..x-x-x---x-x-x-"),
    ),
    "blues": (
        ("x---x-------....", "..x-x-----------", "....x-x-x-------", "x-----x-x---....", "x-x-x---........"),
        ("..x-x-x-x-------", "x-x-x-x---x-....", "x-----x-x-x-x---", "..x-x---x-x-....", "x-x---x-x-----..", "....x-x-x-x-x---"),
        ("x-x-x-x-x-x-....", "..x-x-x-x-x-x-x-", "x-x-x---x-x-x-x-", "x-x-x-x-x---x-x-", "..x-x-x-x-x-x---"),
    ),
    "rag": (
        ("x---x---x-x-x---", "x-x---x-x-------", "..x---x-x---x---", "x---x-x---x-x---"),
        ("x-x---x-x-x-x---", "..x-x-x-x-x---x-", "x-x-x---x-x-x---", "x-x---x---x-x-x-", "x---x-x-x-x---x-", "..x---x-x-x-x-x-"),
        ("x-x-x-x-x-x-x-x-", "x-x---x-x-x-x-x-", "..x-x-x-x-x-x-x-", "x-x-x-x---x-x-x-", "x-x-x---x-x-x-x-"),
    ),
    "riff": (
        ("x-----x-x---....", "x---x-x-x-------", "..x-x---x-x-....", "x-------x-x-x---"),
        ("x-x-x---x-x-x---", "..x-x-x-..x-x-x-", "x-x---x---x-x---", "x---x-x-..x-x-x-", "x-x-x-x-x---x---"),
        ("x-x-x-x-x-x-x-x-", "x-x-x-x-..x-x-x-", "x-x---x-x-x---x-", "..x-x-x-x-x-x-x-", "x-x-x-x-x-x-x---"),
    ),
    "air": (
        ("x---------------", "........x-------", "x-----------....", "....x-----------", "x-------x-------", "................"),
        ("x-------x---x---", "....x-------x---", "x---x-----------", "x-----------x---", "..x-----x-------", "x-----x---------"),
        ("x---x---x---x---", "x---x-x-x-------", "..x-x---x---x---", "x-x-x-------x---", "x-x---x---x-----"),
    ),
    "lofi": (
        ("..x---x-x-------", "x-------......x-", "....x-x---------", "x---..x---------", "......x-x-----x-"),
        ("..x-x---x-x-----", "x-x---x-..x-x---", "...x--x-x-----x-", "x--x--x-..x-....", "..x--xx-..x-x---", "x-x-..x--x--x---"),
        ("x-x--xx-..x-x-x-", "..x-x-x--xx-x---", "x--x--x-x-x--x--", "x-xx..x-x--x-x--", "..xxx-x-x-x-x---"),
    ),
    "tango": (
        ("x-----x-x---x---", "x-------x---....", "..x-x-x-x-------", "x---x-----x-x---", "x-----------x-x-"),
        ("..x-x-x-x---x---", "x-x-x-x-x---....", "x--xx-x-x---x---", "..x-x---..x-x-x-", "x-----x-x-x-x-x-", "..xxx-x-x---x-x-"),
        ("..xxx-x-..xxx-x-", "x-xxx-x-x-x-x-x-", "xxxxx-x-x---x-x-", "..xxxxx-x-x-x---", "x--xxxx-x-x-x-x-"),
    ),
    "bossa": (
        ("x-----x---------", "..x---x-----x---", "x---..x-----x---", "x-----------..x-", "....x-----x-----"),
        ("x-----x---x---x-", "..x-x---x---x---", "x---x-x---x---x-", "..x---x-x---x-x-", "x---x---..x-x---", "..x---x---x---x-"),
        ("x-x---x-x-x---x-", "..x-x-x-x---x-x-", "x-x-x---x-x---x-", "x---x-x-x-x-x---", "..x-x-x---x-x-x-"),
    ),
    "fanfare": (
        ("x-------x---x---", "x-----x-x-------", "x---x---x-------", "x-----xxx-------", "x-------x-----x-"),
        ("x--xx---x--xx---", "x---x-xxx---x---", "x-xxx---x---x---", "x--xx-x-x-------", "x---x--xx---x---", "x-----xxx-x-x---"),
        ("x-xxx-xxx-x-x---", "x--xx--xx-x-x---", "xxx-xxx-x---x---", "x-xxx-x-x-xxx-x-", "x--xx-xxx--xx---"),
    ),
    "hero": (
        ("x---------------", "x-------x-------", "x-----------x---", "x-------....x-x-"),
        ("x-----x-x-------", "x---x---x-------", "x-------x---x---", "x-----x-x---x---", "..x-x-x-x-------"),
        ("x---x-x-x---x---", "x-x-x---x-x-x---", "x-----x-x-x-x---", "x---x-x-x-x-x-x-", "x-x-x-x-x-------"),
    ),
}  # fmt: skip
ENDINGS = ("x---------------", "x-----------....", "x-------........", "x---x-----------", "x-------....x-x-", "x-----x---------",
           "x-----------x-x-")
TRIPLET_SHARE = 0.35  # of the measures of a fanfare
# What a pulse of a quarter or of a dotted quarter may hold.
CELLS = {
    24: (("x---", "----", "x---", "x-x-"), ("x---", "x-x-", "x-x-", "x--x"), ("x-x-", "xxx-", "x-xx", "x-x-")),
    36: (("x-----", "------", "x---x-", "x-----"), ("x---x-", "x-x-x-", "x-----", "x---x-"), ("x-x-x-", "x-xxx-", "x---x-", "xxx-x-")),
}


def level(activity: float) -> int:
    """0 calm, 1 moving, 2 busy. activity: 0 to 1."""
    return min(2, int(activity * 3))


def measure_rhythm(bank: str, time: TimeSignature, activity: float, rng: Random) -> Rhythm:
    """(onset, duration) of one measure of melody."""
    wobble = level(min(1.0, max(0.0, activity + rng.uniform(-0.2, 0.2))))
    is_plain = all(size == 24 for _, size in pulses(time))
    if is_plain and time.beats not in (5,):
        pattern = rng.choice(BANKS[bank][wobble])
        if time.length_ticks <= 48 and rng.random() < 0.4:
            pattern = pattern[8:] if pattern[8] == "x" else pattern[:8]
        rhythm = laid(pattern, time)
        if bank == "fanfare" and rng.random() < TRIPLET_SHARE:
            rhythm = with_triplet(rhythm, rng)
        if rhythm or bank == "air":
            return rhythm
    return laid(pulsed(time, wobble, rng), time)


def with_triplet(rhythm: Rhythm, rng: Random) -> Rhythm:
    """The rhythm with one quarter, struck on its beat and not held over, made a triplet."""
    beats = [onset for onset, duration in rhythm if onset % 24 == 0 and duration <= 24 and onset]
    if not beats:
        return rhythm
    beat = rng.choice(beats)
    kept = [(onset, duration) for onset, duration in rhythm if not beat <= onset < beat + 24]
    return sorted([*kept, (beat, 8), (beat + 8, 8), (beat + 16, 8)])


def pulsed(time: TimeSignature, wobble: int, rng: Random) -> str:
    """A rhythm in text made pulse by pulse."""
    text = ""
    for number, (_, size) in enumerate(pulses(time)):
        cell = rng.choice(CELLS[size][wobble])
        text += ("x" + cell[1:]) if number == 0 else cell
    return text


def ending_rhythm(time: TimeSignature, rng: Random, *, is_last: bool) -> Rhythm:
    """The last measure of a phrase: a long note, perhaps with an upbeat to what follows."""
    if is_last:
        return [(0, time.length_ticks)]
    if all(size == 24 for _, size in pulses(time)) and time.length_ticks >= 72:
        return laid(rng.choice(ENDINGS), time)
    places = pulses(time)
    if len(places) > 1 and rng.random() < 0.4:
        start, size = places[-1]
        return [(0, start), (start, size)]
    return [(0, time.length_ticks)]


def varied(rhythm: Rhythm, rng: Random) -> Rhythm:
    """The same measure said a little differently: one note split, or two short ones joined."""
    if not rhythm:
        return rhythm
    place = rng.randrange(len(rhythm))
    onset, duration = rhythm[place]
    if duration % 12 == 0 and duration >= 24:
        first = duration // 2 if duration % 24 == 0 and duration < 72 else duration - 12
        return [*rhythm[:place], (onset, first), (onset + first, duration - first), *rhythm[place + 1 :]]
    if place and rhythm[place - 1][0] + rhythm[place - 1][1] == onset:
        before = rhythm[place - 1]
        return [*rhythm[: place - 1], (before[0], before[1] + duration), *rhythm[place + 1 :]]
    return rhythm
