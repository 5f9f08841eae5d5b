"""python -m tests.generation.made_set 40 prints the table with 40 pieces of each kind a criterion."""

import sys

from .counting import Count, counts


def main(count: int) -> None:
    """Print the table."""
    table = counts(range(1, count + 1), is_loud=True)
    print("| criterion | good pieces | broken pieces | precision | recall |\n|---|---|---|---|---|")
    for code, line in table.items():
        print(f"| {code} | {line.good + line.alarms} | {line.found + line.missed} | {line.precision:.3f} | {line.recall:.3f} |")
    total = Count(*(sum(getattr(line, name) for line in table.values()) for name in ("found", "missed", "alarms", "good")))
    print(f"| all | {total.good + total.alarms} | {total.found + total.missed} | {total.precision:.4f} | {total.recall:.4f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
