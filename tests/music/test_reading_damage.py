"""Files with a few bytes changed: either music comes out that a column can keep, or a sentence. Never anything else."""

import random

import pytest

from compose.music import abc, midi, musicxml, mxl
from compose.music.reading.answer import answer

from .factories import ALL

WRITERS = (lambda score: musicxml.write(score).encode(), lambda score: abc.write(score).encode(), midi.write, mxl.write)
INSERTED = (b"|:", b":|", b"[2", b"(3", b"&", b"-", b">", b"<", b"[K:Ebm]", b"Z9", b'"A5"', b"<chord/>", b"<grace/>", b"0", b"-1", b"999")


def damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 10))):
        place = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place : place + chance.randrange(1, 30)]
            case 2:
                start = chance.randrange(len(changed))
                changed[place:place] = changed[start : start + chance.randrange(1, 80)]
            case _:
                changed[place:place] = chance.choice(INSERTED)
    return bytes(changed)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("name", ALL)
def test_damage_is_read_or_refused(write, name):
    data, chance = write(ALL[name]()), random.Random(f"{name} {WRITERS.index(write)}")
    for _ in range(25):
        found = answer(damaged(data, chance))
        assert found["error"]["template"] if "error" in found else found["steps"]
