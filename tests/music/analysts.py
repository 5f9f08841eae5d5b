"""Our Roman numerals beside those that analysts wrote for chorales in music21's corpus: `python -m tests.music.analysts` prints the table.

The analyses (by Andrew Jones, proofread by Dmitri Tymoczko and Hamish Robb) change key more readily than one has to; where they and we name
different keys, mostly one hears as passing what the other hears as arrived.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import music21

from compose.music.analysis.chords import ChordRow, chords_of
from compose.music.analysis.hearing import hear
from compose.music.analysis.lines import lines_of

from .chorales import chorale

FOLDER = Path(music21.__file__).parent / "corpus/bach/choraleAnalyses"
# In these two the corpus has the chorale in another key, or another chorale, than the one that was analysed.
OTHER_VERSIONS = ("184.5", "145.5")


@dataclass
class Agreement:
    """beats compared, and on how many of them key, root and inversion are the same."""

    name: str
    beats: int = 0
    keys: int = 0
    roots: int = 0
    inversions: int = 0

    def shares(self) -> tuple[float, float, float]:
        return self.keys / self.beats, self.roots / self.beats, self.inversions / self.beats


def analyses() -> Iterator[tuple[str, Path]]:
    """BWV number and file of each analysis whose chorale the corpus has."""
    for path in sorted(FOLDER.glob("*.rntxt")):
        number = next(line.split(":")[1].strip() for line in path.read_text().splitlines() if line.startswith("BWV"))
        if number not in OTHER_VERSIONS:
            yield number, path


def agreement(number: str, path: Path) -> Agreement:
    """How far an analysis and ours agree, beat by beat. Raises a music21 exception where the corpus has no such chorale."""
    score = chorale(f"bach/bwv{number}")
    lines = lines_of(score)
    heard = hear(score, lines)
    row = ChordRow(chords_of(score, heard, lines, "chorale"))
    written = music21.converter.parse(path)
    truth = sorted(
        ((float(one.getOffsetInHierarchy(written)), one) for one in written.recurse().getElementsByClass("RomanNumeral")),
        key=lambda p: p[0],
    )
    counted = Agreement(number)
    for beat in heard:
        before = [one for offset, one in truth if offset <= beat.beat.start / 24 + 1e-6]
        span = row.at(beat.beat.start)
        if not before or span is None:
            continue
        said = before[-1]
        counted.beats += 1
        counted.keys += (said.key.tonic.pitchClass, said.key.mode) == (span.key.tonic * 7 % 12, span.key.mode)
        counted.roots += said.root().pitchClass == span.root * 7 % 12
        counted.inversions += said.inversion() == span.inversion
    return counted


def main() -> None:
    """Print the table."""
    print("| chorale | beats | same key | same root | same inversion |\n|---|---|---|---|---|")
    total = Agreement("all")
    for number, path in analyses():
        try:
            one = agreement(number, path)
        except music21.exceptions21.Music21Exception:
            continue
        for name in ("beats", "keys", "roots", "inversions"):
            setattr(total, name, getattr(total, name) + getattr(one, name))
        print(f"| BWV {number} | {one.beats} | " + " | ".join(f"{share:.2f}" for share in one.shares()) + " |")
    print(f"| all | {total.beats} | " + " | ".join(f"{share:.3f}" for share in total.shares()) + " |")


if __name__ == "__main__":
    main()
