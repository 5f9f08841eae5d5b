"""`python -m compose.generation.procedural STYLE --seed N --measures 32 --out DIR`: one piece by rule, as MusicXML and MIDI."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

from ...music import midi, musicxml
from ...music.errors import ComposeError
from ...music.score import CADENCES, TimeSignature
from ..conditions import AXES
from ..keys import key_at
from .corpus import random_wish
from .errors import ProceduralError
from .piece import compose
from .styles import STYLES

LETTERS = "FCGDAEB"


def main(arguments: list[str] | None = None) -> int:
    """Write the piece; 0 if it was written, 2 for a wish that cannot be kept."""
    parser = argparse.ArgumentParser(prog="compose.generation.procedural", description=__doc__.splitlines()[0])
    parser.add_argument("style", metavar="STYLE", help=", ".join(STYLES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measures", type=int, help="2 to 128")
    parser.add_argument("--key", help='such as "Bb minor"')
    parser.add_argument("--time", help="such as 3/4")
    parser.add_argument("--tempo", type=int, help="quarter notes a minute, 20 to 300")
    parser.add_argument("--players", help='names of instruments, such as "Flute,Piano"')
    parser.add_argument("--form", default="", help="section letters, such as AABA")
    parser.add_argument("--cadence", default="authentic", choices=CADENCES)
    parser.add_argument("--density", default="", choices=("", *AXES["density"]))
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        if options.style not in STYLES:
            raise ProceduralError(f"I know no style {options.style!r}; I write {', '.join(STYLES)}.")
        header = _header(options)
        score = compose(options.style, header, options.seed, form=options.form, cadence=options.cadence, density=options.density)
        options.out.mkdir(parents=True, exist_ok=True)
        name = f"{options.style.replace(' ', '-')}-{options.seed}"
        (options.out / f"{name}.musicxml").write_text(musicxml.write(score), encoding="utf-8")
        (options.out / f"{name}.mid").write_bytes(midi.write(score))
    except (ComposeError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(options.out / f"{name}.musicxml")
    return 0


def _header(options: argparse.Namespace) -> object:
    """What was asked for; the rest as the style usually has it."""
    header = random_wish(options.style, Random(options.seed)).header
    if options.measures is not None:
        header = replace(header, measure_count=options.measures)
    if options.key:
        header = replace(header, key=_key(options.key))
    if options.time:
        header = replace(header, time=_time(options.time))
    if options.tempo is not None:
        if not 20 <= options.tempo <= 300:
            raise ProceduralError(f"A tempo lies between 20 and 300 quarter notes a minute, not at {options.tempo}.")
        header = replace(header, tempo_qpm=options.tempo)
    if options.players:
        header = replace(header, instruments=tuple(name.strip() for name in options.players.split(",")))
    return header


def _key(text: str) -> object:
    words = text.split()
    if len(words) != 2 or words[1] not in ("major", "minor") or words[0][:1] not in LETTERS or words[0][1:] not in ("", "#", "b"):
        raise ProceduralError(f"A key is written like Bb minor or F# major, not {text!r}.")
    alter = {"": 0, "#": 1, "b": -1}[words[0][1:]]
    return key_at(LETTERS.index(words[0][0]) - 1 + 7 * alter, words[1])


def _time(text: str) -> TimeSignature:
    beats, _, beat_type = text.partition("/")
    if not (beats.isdigit() and beat_type.isdigit()):
        raise ProceduralError(f"A metre is written like 3/4, not {text!r}.")
    return TimeSignature(int(beats), int(beat_type))


if __name__ == "__main__":
    raise SystemExit(main())
