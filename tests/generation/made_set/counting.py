"""What the criteria say of the made set."""

import sys
from dataclasses import dataclass

from compose.music.criteria.catalogue import CATALOGUE

from .cases import Case
from .frames import frame_cases
from .given import task_cases
from .harmony import key_cases
from .melodies import melody_cases
from .species import florid_cases, species_cases
from .writing import writing_cases

MAKERS = (writing_cases, frame_cases, key_cases, melody_cases, species_cases, florid_cases, task_cases)


@dataclass
class Count:
    """found: broken pieces seen as broken with the right measure as evidence. missed: the others. alarms: good ones."""

    found: int = 0
    missed: int = 0
    alarms: int = 0
    good: int = 0

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.alarms)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)


def counts(seeds: range, *, is_loud: bool = False) -> dict[str, Count]:
    """What the criteria say of the made set."""
    table = {code: Count() for code in CATALOGUE}
    for seed in seeds:
        for maker in MAKERS:
            for case in maker(seed):
                _judge(table[case.criterion.code], case, f"{maker.__name__} {seed}", is_loud)
    return table


def _judge(count: Count, case: Case, name: str, is_loud: bool) -> None:
    good = case.criterion.check(case.good, case.given, case.good_facts)
    bad = case.criterion.check(case.bad, case.given, case.bad_facts)
    is_found = not bad.met and (case.measure in bad.measures if case.measure else not bad.measures)
    count.good += good.met
    count.alarms += not good.met
    count.found += is_found
    count.missed += not is_found
    if is_loud and (not good.met or not is_found):
        heard = [str(item.sentence) for item in (good if not good.met else bad).evidence][:3]
        print(name, case.criterion.to_json(), "alarm" if not good.met else f"missed bar {case.measure}", heard, file=sys.stderr)
