"""The fault tests R1 to R16: python -m tests.soak [R1 R7 …]. SOAK_SCALE=0.1 does a tenth of everything.

One line for each with its figures; the last line is a summary, and the exit code the verdict.
"""

import os
import signal
import sys
import time
import traceback

os.environ.setdefault("SOAK_SCALE", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # all three before the imports below read them

from tests.soak import crowds, upkeep, verbs, workers
from tests.soak.ground import Ground

TESTS = {
    "R1": workers.r1_killed_workers,
    "R2": workers.r2_zombies,
    "R3": verbs.r3_faults_at_every_call,
    "R4": crowds.r4_killed_web_server,
    "R5": crowds.r5_emptied_redis,
    "R6": workers.r6_crashing_database,
    "R7": crowds.r7_a_thousand_sockets,
    "R8": verbs.r8_fairness,
    "R9": verbs.r9_cancelling,
    "R10": upkeep.r10_full_disk,
    "R11": verbs.r11_double_posts,
    "R12": verbs.r12_model,
    "R13": workers.r13_wrong_clocks,
    "R14": workers.r14_sent_home,
    "R15": upkeep.r15_upgrade,
    "R16": upkeep.r16_backup,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in TESTS]
    if unknown:
        print(f"There is no {', '.join(unknown)}; choose among {', '.join(TESTS)}.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers and workers are taken away in any case
    began_at = time.monotonic()
    failed = [name for name in names or TESTS if not passes(name)]
    count = len(names or TESTS)
    minutes, seconds = divmod(round(time.monotonic() - began_at), 60)
    verdict = f"failed: {', '.join(failed)}" if failed else "all passed"
    print(f"soak: {count - len(failed)} of {count}, {verdict}, scale {os.environ['SOAK_SCALE']}, {minutes} min {seconds} s")
    return 1 if failed else 0


def passes(name: str) -> bool:
    began_at = time.monotonic()
    ground = Ground()
    try:
        figures, is_ok = TESTS[name](ground), True
    except Exception as error:  # the other tests go on; the verdict remembers it
        figures, is_ok = f"{type(error).__name__}: {error}".strip().replace("\n", " | ")[:600], False
        traceback.print_exc()
    finally:
        ground.close()
    print(f"{name:4}{'ok    ' if is_ok else 'FAILED'} {figures} ({time.monotonic() - began_at:.0f} s)", flush=True)
    return is_ok


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
