"""How much of a fault test is run: a little in the whole suite, all of it under `make soak`, and a part of all with SOAK_SCALE."""

import os

SCALE = os.environ.get("SOAK_SCALE", "")


def amount(fast: int, full: int) -> int:
    return max(1, round(full * float(SCALE))) if SCALE else fast
