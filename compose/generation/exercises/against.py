"""Counterpoint against a cantus by rule: a search over the notes of the scale, judged by the rules pupils are judged by.

Depth first, likelier notes first, with a limit of steps; the rules that can be seen at once prune the search, the whole rule book has
the last word. Source: as `compose.music.counterpoint.species`.
"""

from collections.abc import Sequence
from random import Random

from ...music.counterpoint.intervals import PERFECT, interval, is_consonant, is_singable, is_step
from ...music.score import KeySignature, Pitch
from .cantus import ladder
from .writing import Line

PARTS = {1: 1, 2: 2, 3: 4, 4: 2}
MEASURE = 96
MOST_STEPS = 6000
NEAR, FAR = 3, 19  # semitones from the cantus that sound best


class Search:
    """One attempt. notes: the scale the line may use. parts: notes a measure."""

    def __init__(self, cantus: Sequence[Pitch], key: KeySignature, species: int, rng: Random, *, is_above: bool) -> None:
        self.cantus, self.key, self.species, self.rng, self.is_above = cantus, key, species, rng, is_above
        middle = [pitch.midi for pitch in cantus]
        low, high = (min(middle), max(middle) + 16) if is_above else (min(middle) - 16, max(middle))
        self.notes = ladder(key, low, high)
        self.parts = PARTS[species]
        self.steps = 0

    def line(self) -> list[list[Pitch]] | None:
        """The pitches of each measure; None where none was found in time. The last measure has one note."""
        flat = self._extend([])
        if flat is None:
            return None
        cut = [flat[number * self.parts : (number + 1) * self.parts] for number in range(len(self.cantus) - 1)]
        return [*cut, [flat[-1]]]

    def _extend(self, line: list[Pitch]) -> list[Pitch] | None:
        if len(line) == (len(self.cantus) - 1) * self.parts + 1:
            return line
        self.steps += 1
        if self.steps > MOST_STEPS:
            return None
        for pitch in self._choices(line):
            if self._may_follow(line, pitch):
                found = self._extend([*line, pitch])
                if found is not None or self.steps > MOST_STEPS:
                    return found
        return None

    def _choices(self, line: list[Pitch]) -> list[Pitch]:
        choices = list(self.notes)
        if self.key.mode == "minor" and len(line) == (len(self.cantus) - 1) * self.parts - 1:
            choices += [Pitch.from_midi(pitch.midi + 1, self.key.tonic + 5) for pitch in self.notes if pitch.fifths == self.key.tonic - 2]
        under = self.cantus[min(len(line) // self.parts, len(self.cantus) - 1)].midi
        weights = {pitch: self._wish(line, pitch, under) + self.rng.random() * 3 for pitch in choices}
        return sorted(choices, key=lambda pitch: weights[pitch])

    def _wish(self, line: list[Pitch], pitch: Pitch, under: int) -> float:
        """Small for small moves not too near to the cantus nor too far from it."""
        distance = abs(pitch.midi - under)
        cost = 0.6 * max(0, NEAR - distance) + 0.3 * max(0, distance - 12)
        if line:
            move = abs(pitch.midi - line[-1].midi)
            cost += 0.5 * move + (4.0 if move == 0 else 0.0)
        return cost

    def _may_follow(self, line: list[Pitch], pitch: Pitch) -> bool:
        place = len(line)
        measure, part = divmod(place, self.parts)
        under = self.cantus[measure]
        if (pitch.midi - under.midi) * (1 if self.is_above else -1) < 0 or abs(pitch.midi - under.midi) > FAR:
            return False
        is_last = measure == len(self.cantus) - 1
        if place == 0 or is_last:
            allowed = ((0, 0),) if is_last or not self.is_above else tuple(PERFECT)
            if interval(pitch, under) not in allowed:
                return False
        elif pitch.midi == under.midi and part == 0:
            return False
        if not line:
            return True
        return (
            self._sings(line, pitch, is_last=is_last)
            and self._agrees(line, pitch, measure, part, under)
            and self._moves(line, pitch, measure, part)
        )

    def _sings(self, line: list[Pitch], pitch: Pitch, *, is_last: bool) -> bool:
        last = line[-1]
        if pitch.midi == last.midi or not is_singable(last, pitch) or (is_last and not is_step(last, pitch)):
            return False
        every = [one.midi for one in (*line, pitch)]
        if max(every) - min(every) > 16:
            return False
        if len(line) > 1:
            before = last.midi - line[-2].midi
            if abs(before) >= 5 and (pitch.midi - last.midi) * before > 0:
                return False
        return self.species < 3 or len(line) < 3 or not (line[-2] == pitch and line[-3] == last)

    def _agrees(self, line: list[Pitch], pitch: Pitch, measure: int, part: int, under: Pitch) -> bool:
        last = line[-1]
        was_part = (len(line) - 1) % self.parts
        was_under = self.cantus[(len(line) - 1) // self.parts]
        if was_part and not is_consonant(last, was_under):  # a passing note or a neighbour goes on by step
            turns = (pitch.midi - last.midi) * (last.midi - line[-2].midi) < 0
            if not is_step(last, pitch) or (self.species == 2 and turns):
                return False
        if is_consonant(pitch, under):
            return True
        return part > 0 and is_step(last, pitch)

    def _moves(self, line: list[Pitch], pitch: Pitch, measure: int, part: int) -> bool:
        if part:
            return True
        under, before = self.cantus[measure], self.cantus[measure - 1]
        along = (pitch.midi - line[-1].midi) * (under.midi - before.midi) > 0
        found = interval(pitch, under)
        if along and found in PERFECT:
            return False
        if measure == len(self.cantus) - 1 and along:
            return False
        if self.species == 2 and found in PERFECT and interval(line[-2], before) == found:
            return False
        if self.species == 1 and len(line) > 2 and found not in PERFECT:
            recent = [interval(line[-back], self.cantus[measure - back])[1] for back in (1, 2, 3) if measure - back >= 0]
            return recent != [found[1]] * 3
        return True


class Ligatures(Search):
    """The fourth species: each note begins on a second half and is held over the bar line."""

    def __init__(self, cantus: Sequence[Pitch], key: KeySignature, species: int, rng: Random, *, is_above: bool) -> None:
        super().__init__(cantus, key, species, rng, is_above=is_above)
        self.parts = 1

    def _may_follow(self, line: list[Pitch], pitch: Pitch) -> bool:
        number = len(line)
        last_number = len(self.cantus) - 1
        under = self.cantus[number]
        if (pitch.midi - under.midi) * (1 if self.is_above else -1) <= (-1 if number == last_number else 0):
            return False
        if abs(pitch.midi - under.midi) > FAR:
            return False
        if number == 0:
            return interval(pitch, under) in (tuple(PERFECT) if self.is_above else ((0, 0),))
        if number == last_number:
            contrary = (pitch.midi - line[-1].midi) * (under.midi - self.cantus[-2].midi) < 0
            return interval(pitch, under) == (0, 0) and is_step(line[-1], pitch) and contrary
        return is_consonant(pitch, under) and self._ties(line, pitch, under)

    def _ties(self, line: list[Pitch], pitch: Pitch, under: Pitch) -> bool:
        held = line[-1]
        if (held.midi - under.midi) * (1 if self.is_above else -1) <= 0 or pitch.midi == held.midi or not is_singable(held, pitch):
            return False
        if not is_consonant(held, under) and not (is_step(held, pitch) and pitch.midi < held.midi):
            return False
        every = [one.midi for one in (*line, pitch)]
        if max(every) - min(every) > 16:
            return False
        if len(line) > 1 and abs(held.midi - line[-2].midi) >= 5 and (pitch.midi - held.midi) * (held.midi - line[-2].midi) > 0:
            return False
        is_octave = interval(pitch, under) == (0, 0) == interval(held, self.cantus[len(line) - 1])
        return not is_octave

    def _wish(self, line: list[Pitch], pitch: Pitch, under: int) -> float:
        suspends = 0.0
        if line and len(line) < len(self.cantus):
            held = line[-1]
            suspends = -2.0 if not is_consonant(held, self.cantus[len(line)]) else 0.0
        return super()._wish(line, pitch, under) + suspends

    def line(self) -> list[list[Pitch]] | None:
        flat = self._extend([])
        return None if flat is None else [[pitch] for pitch in flat]

    def _choices(self, line: list[Pitch]) -> list[Pitch]:
        choices = super()._choices(line)
        if self.key.mode == "minor" and len(line) == len(self.cantus) - 2:
            raised = [Pitch.from_midi(pitch.midi + 1, self.key.tonic + 5) for pitch in self.notes if pitch.fifths == self.key.tonic - 2]
            return [*raised, *choices]
        return choices


def counterpoint(cantus: Sequence[Pitch], key: KeySignature, species: int, rng: Random, *, is_above: bool) -> Line | None:
    """A line against a cantus in a species from 1 to 4, measure after measure; None where the search found none."""
    search = (Ligatures if species == 4 else Search)(cantus, key, species, rng, is_above=is_above)
    found = search.line()
    if found is None:
        return None
    if species == 4:
        half = MEASURE // 2
        return [(half, ()), *((MEASURE, (one[0],)) for one in found[:-2]), (half, (found[-2][0],)), (MEASURE, (found[-1][0],))]
    line: Line = []
    for pitches in found[:-1]:
        line += [(MEASURE // len(pitches), (pitch,)) for pitch in pitches]
    return [*line, (MEASURE, (found[-1][0],))]
