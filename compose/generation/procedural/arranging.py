"""Arranging: from chords, phrases and a melody to the lines of every staff."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from ...music.header import Header
from ...music.instruments import INSTRUMENTS, Instrument
from .chords import ChordSpan
from .consort import Tutti, inside, shared_out
from .form import Phrase
from .lines import Event, Line, event
from .players import Players, comfortable
from .rhythms import level
from .room import Hand, Room, bass_pitch
from .style import Style
from .textures import WALKING, Texture, on_changes
from .textures import held as held_tones
from .themes import thickened
from .voicing import pitch_classes

LOW_LEADER = 63  # mean pitch of a leader under which the chords lie above it
TURN_SHARE = 0.4  # of the phrases whose last measure is accompanied otherwise
FULL_LEFT_SHARE = 0.4  # of the pieces with a leader whose left hand plays all that it plays alone
OVER_WALKING = 0.8  # how often the right hand carries chords over a walking bass
NARROW = 10  # semitones that inner parts need between their lowest note and the leader
HELD_TOP = 69  # held tones stay under a moving part
LEFT = Hand(38, 60, most=3)
RIGHT = Hand(53, 74, bass_low=50, bass_high=61)
GUITAR = Hand(43, 64, span=10, bass_low=40, bass_high=51, floor=40, most=3)
GUITAR_CHORDS = Hand(52, 69, span=10, most=3)
GUITAR_BASS = Hand(40, 52, bass_low=40, bass_high=51, floor=40)


class Arranger:
    """Writes the parts of one piece. lively: how busy each phrase is, by its first measure. style and header as in `compose`."""

    def __init__(self, style: Style, header: Header, chords: Sequence[ChordSpan], phrases: Sequence[Phrase], seed: str,
                 lively: dict[int, float]) -> None:
        self.style, self.header, self.chords, self.phrases = style, header, chords, phrases
        self.seed, self.lively = seed, lively
        self.length = header.time.length_ticks
        self.final = (header.measure_count - 1) * self.length

    def staves(self, players: Players, melody: Line) -> list[list[Line]]:
        """Lines by staff and voice, in page order."""
        written: dict[int, list[list[Line]]] = {}
        chordal = players.accompanist
        if players.is_solo:
            written[chordal] = self._solo(players.names[chordal], melody)
        else:
            written[players.leader] = [[melody]]
            if chordal is not None:
                written[chordal] = self._accompaniment(players.names[chordal], melody)
            written |= self._others(players, melody)
            if players.bass is not None:
                written = self._grounded(written, players)
        return [staff for part in range(len(players.names)) for staff in written[part]]

    def bass_notes(self, players: Players) -> dict[int, int]:
        """Onset and pitch of what the lowest voice will play, known before there is a melody: it does not depend on one."""
        if players.accompanist is None:
            return {chord.start_ticks: bass_pitch(chord, self.header.key.tonic) for chord in self.chords}
        name = players.names[players.accompanist]
        if players.is_solo:
            line = self._line(self.style.left, "left", [], GUITAR if name == "Guitar" else _left(name))
        elif name == "Guitar":
            line = self._line(self.style.bass, "bass", [], GUITAR_BASS)
        else:
            line = self._line(self._low_levels(), "bass", [], _left(name))
        return {item.onset_ticks: item.low for item in line}

    def _solo(self, name: str, melody: Line) -> list[list[Line]]:
        if name == "Guitar":
            return [[melody, self._line(self.style.left, "left", melody, GUITAR)]]
        rich = thickened(melody, self._tones_below, self._thickness, Random(f"{self.seed} thick"), self.style.thick_from_ticks)
        rich = self._full_end(rich)
        return [[rich], [self._line(self.style.left, "left", rich, _left(name))]]

    def _accompaniment(self, name: str, melody: Line) -> list[list[Line]]:
        if melody and sum(item.top for item in melody) < LOW_LEADER * len(melody):
            melody = []
        if name == "Guitar":
            comp = self._line(self.style.comp, "comp", melody, GUITAR_CHORDS)
            return [[comp, self._line(self.style.bass, "bass", [], GUITAR_BASS)]]
        comp = self._line(self.style.comp, "comp", melody, RIGHT)
        return [[comp], [self._line(self._low_levels(), "bass", [], _left(name))]]

    def _low_levels(self) -> tuple:
        """What the left hand plays under a leader: a bass line, or in some pieces all that it plays alone."""
        has_bass = self.style.kind not in ("rootless", "open")
        return self.style.left if has_bass and Random(f"{self.seed} low").random() < FULL_LEFT_SHARE else self.style.bass

    def _line(self, levels: tuple, role: str, melody: Line, hand: Hand) -> Line:
        """One accompanying line over all phrases, a texture a phrase, ending with a held chord."""
        line: Line = []
        held: tuple[int, ...] = ()
        chords, time, key = self.chords, self.header.time, self.header.key
        for phrase in self.phrases:
            rng = Random(f"{self.seed} {role} {phrase.start}")
            for first, last, texture in self._stretches(levels, role, phrase, rng):
                room = Room(chords, time, key, rng, first, last, hand, melody, self.style.kind, held)
                line += texture.write(room)
                held = room.held
        count = self.header.measure_count
        return line + self._last_chord(Room(chords, time, key, Random(0), count - 1, count, hand, melody, "triad", held), role)

    def _last_chord(self, room: Room, role: str) -> Line:
        chord = room.chord_at(self.final)
        root = room.bass(replace(chord, inversion=0))
        if role == "comp":
            voiced = room.voiced(self.final, self.final + self.length)
            return [event(self.final, self.length, voiced)] if voiced else []
        if role == "bass":
            return [event(self.final, self.length, root)]
        fifth = (room.tonic + chord.tones[2]) * 7 % 12
        top = room.ceiling(self.final, self.final + self.length)
        above = [pitch for pitch in range(root + 5, min(root + 12, top) + 1) if pitch % 12 in (root % 12, fifth)]
        return [event(self.final, self.length, (root, *above))]

    def _stretches(self, levels: tuple, role: str, phrase: Phrase, rng: Random) -> list[tuple[int, int, Texture]]:
        """First and last measure and texture: one for the phrase, often another for its last measure, where the melody rests."""
        last = min(phrase.end, self.header.measure_count - 1)
        main, other = self._textures(levels, role, phrase)
        if last - phrase.start < 3 or rng.random() >= TURN_SHARE:
            return [(phrase.start, last, main)]
        return [(phrase.start, last - 1, main), (last - 1, last, other)]

    def _textures(self, levels: tuple[tuple[Texture, ...], ...], role: str, phrase: Phrase) -> tuple[Texture, Texture]:
        """The texture of a phrase, and another of the same liveliness."""
        step = level(self.lively[phrase.start])
        options = [texture for texture in levels[step] if texture.suits(self.header.time)]
        if not options:
            options = [texture for texture in (t for one in levels for t in one) if texture.suits(self.header.time)] or [on_changes("b")]
        rng = Random(f"{self.seed} {role} {phrase.letter}")
        order = rng.sample(options, len(options))
        turn = (phrase.occurrence + (phrase.number // 2 if rng.random() < 0.6 else 0)) if rng.random() < 0.75 else 0
        return order[turn % len(order)], order[(turn + 1) % len(order)]

    def _tones_below(self, item: Event) -> tuple[int, ...]:
        chord = self._chord_at(item.onset_ticks)
        tonic = self.header.key.tonic
        if item.top % 12 not in pitch_classes(chord, tonic, "seventh") and item.top % 12 not in pitch_classes(chord, tonic, "triad"):
            return ()  # a passing note carries nothing
        classes = pitch_classes(chord, tonic, "triad" if self.style.kind in ("triad", "open") else "shell")
        top = item.low
        inside = [pitch for pitch in range(max(55, top - 12), top - 2) if pitch % 12 in classes]
        return tuple(inside[-2:]) if item.duration_ticks >= 24 else tuple(inside[-1:])

    def _thickness(self, tick: int) -> float:
        """How often the melody carries chord tones: more over a walking bass, which leaves the chords to it."""
        phrase = next(phrase for phrase in reversed(self.phrases) if phrase.start * self.length <= tick)
        is_walking = self._textures(self.style.left, "left", phrase)[0] is WALKING
        return max(self.style.thickness, OVER_WALKING) if is_walking else self.style.thickness

    def _full_end(self, line: Line) -> Line:
        if not line or line[-1].onset_ticks < self.final:
            return line
        last = event(line[-1].onset_ticks, line[-1].duration_ticks, line[-1].top)
        return [*line[:-1], event(last.onset_ticks, last.duration_ticks, (*self._tones_below(last), *last.pitches))]

    def _chord_at(self, tick: int) -> ChordSpan:
        return next(chord for chord in reversed(self.chords) if chord.start_ticks <= tick)

    def _others(self, players: Players, melody: Line) -> dict[int, list[list[Line]]]:
        """Bass line and inner parts of single instruments."""
        time, share = self.header.time, self.style.tutti if players.accompanist is None else 0.0
        tutti = Tutti(melody, self.phrases, time, self.header.key.tonic, self._chord_at, share, self.seed)
        written = {}
        if players.bass is not None:
            own = players.instrument(players.bass)
            low, high = comfortable(own, max(own.low, 36), max(own.low, 36) + 20)
            usual = self._line(self.style.bass, "bass", melody, Hand(low, high, bass_low=low, bass_high=min(high, low + 16)))
            line = tutti.mixed(usual, tutti.bass(low, min(high, low + 16)))
            written[players.bass] = [[shared_out([_lowest(item) for item in line], 0, own)]]
        if players.inner:
            written |= self._inner(players, melody, tutti)
        return written

    def _grounded(self, written: dict[int, list[list[Line]]], players: Players) -> dict[int, list[list[Line]]]:
        """The parts with no inner one below the bass in the last chord: such a one doubles the bass."""
        bass = written[players.bass][0][0]
        if not bass or bass[-1].onset_ticks < self.final:
            return written
        ground = bass[-1].low
        for part in players.inner:
            line, own = written[part][0][0], players.instrument(part)
            if line and line[-1].onset_ticks >= self.final and line[-1].low < ground:
                pitch = ground if own.low <= ground <= own.high else line[-1].low + (ground - line[-1].low) % 12
                written[part] = [[[*line[:-1], event(self.final, line[-1].duration_ticks, pitch)]]]
        return written

    def _inner(self, players: Players, melody: Line, tutti: Tutti) -> dict[int, list[list[Line]]]:
        """Inner parts: the accompaniment's chords shared out, its single notes to the first of them, held tones to the rest."""
        instruments = [players.instrument(part) for part in players.inner]
        low, high = max(48, min(own.low for own in instruments)), min(76, max(own.high for own in instruments))
        high = max(high, low + 14)
        if melody and sum(item.top for item in melody) < (low + NARROW) * len(melody):
            melody = []  # under this leader there is no room
        rhythm = self._line(self.style.comp, "comp", melody, Hand(low, high, 16, low, low + 11))
        is_motor = sum(len(item.pitches) == 1 for item in rhythm) * 2 > len(rhythm)
        held = self._line(((held_tones("c"),),) * 3, "comp", melody, Hand(low, HELD_TOP, 16)) if is_motor else rhythm
        chords = tutti.chords(low, high)
        written = {}
        for number, (part, own) in enumerate(zip(players.inner, instruments, strict=True)):
            usual = shared_out(rhythm if number == 0 else held, max(0, number - 1) if is_motor else number, own)
            line = tutti.mixed(usual, shared_out(chords, number, own))
            written[part] = [[line or self._joining(number, own)]]  # a short piece under a low leader may leave no room for it
        return written

    def _joining(self, number: int, own: Instrument) -> Line:
        """What a player who would be silent all through plays: a tone of the last chord."""
        classes = pitch_classes(self._chord_at(self.final), self.header.key.tonic, "triad")
        return [event(self.final, self.length, inside(classes[number % len(classes)], own.low, own.high))]


def _left(name: str) -> Hand:
    """The left hand on a keyboard instrument."""
    return replace(LEFT, floor=max(LEFT.floor, INSTRUMENTS[name].low))


def _lowest(item: Event) -> Event:
    return event(item.onset_ticks, item.duration_ticks, item.low, item.articulation)
