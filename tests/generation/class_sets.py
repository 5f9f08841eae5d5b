"""One template, two hundred pupils: `python -m tests.generation.class_sets 200` says how different and how equally hard it is."""

import sys
from statistics import mean, pstdev

from compose.generation.exercises.templates import TEMPLATES, fingerprint, make_many, missed


def main(count: int) -> None:
    """Print the table."""
    print("| template | exercises | different | answer keys that meet every hard criterion | difficulty: least, mean, most | spread (σ) |")
    print("|---|---|---|---|---|---|")
    for code in TEMPLATES:
        made = make_many(code, {}, count=count, seed=1)
        hard = [exercise.difficulty for exercise in made]
        different = len({fingerprint(exercise) for exercise in made})
        right = sum(not missed(exercise) for exercise in made)
        spread = f"{min(hard):.2f}, {mean(hard):.2f}, {max(hard):.2f} | {pstdev(hard):.2f}"
        print(f"| {code} | {len(made)} | {different} | {right} | {spread} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
