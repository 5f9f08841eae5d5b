"""How many places an engine gives away: a token budget. Whatever comes is taken while something is left, so that a big piece never
waits for ever; a little piece is taken a while longer, so that somebody hears its first measure at once.

Source: admission by tokens instead of requests, as in servers with continuous batching (Yu et al., Orca, OSDI 2022).
"""

from dataclasses import dataclass

ANY = 2**31 - 1
LITTLE = 1 / 32  # of the budget
OVERDRAFT = 1 / 4


@dataclass(frozen=True)
class Budget:
    """places: of the cache; a step of a piece fills one, and two with guidance."""

    places: int

    def room(self, used: int) -> int:
        """The most places that one more piece may need: ANY, few, or 0."""
        if used < self.places:
            return ANY
        little = int(LITTLE * self.places)
        return little if used + little <= (1 + OVERDRAFT) * self.places else 0
