import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from compose.composing import load_composer
from compose.forms import MAX_SEED
from compose.generation.plan import read_plan
from compose.models import new_seed
from compose.music.errors import ComposeError
from compose.piece_files import Order, compose_files, make_folder, write_error
from compose.prompts import InputError, Prompt, read_prompts

BAD_INPUT = 2
MOST_CANDIDATES = 16


class Command(BaseCommand):
    help = "Composes without the site: one description, or every line of a file with the model loaded once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="?", help="the description")
        parser.add_argument("--seed", default=None)
        parser.add_argument("--out", required=True, help="folder for the files")
        parser.add_argument("--prompts", help="a file with one JSON object a line: id and text")
        parser.add_argument("--seeds", default="1", help="with --prompts: seeds separated by commas")
        parser.add_argument("--at-once", default="1", help="with --prompts: pieces written side by side, three times as fast at 16")
        parser.add_argument("--candidates", default="0", help=f"written of each piece, 1 to {MOST_CANDIDATES}; the best one is kept")

    def handle(self, *, text: str | None, seed: str | None, out: str, prompts: str | None, seeds: str, **options: object) -> None:
        try:
            candidates = read_count(str(options["candidates"]), 0, MOST_CANDIDATES, "candidates of each piece")
            at_once = read_count(str(options["at_once"]), 1, settings.COMPOSE_SLOTS, "pieces at once")
            if prompts is not None and text is None:
                chosen = [read_seed(each) for each in seeds.split(",")]
                self.compose_all(read_prompts(Path(prompts)), chosen, Path(out), at_once, candidates)
            elif text is not None and prompts is None:
                self.compose_one(text, new_seed() if seed is None else read_seed(seed), Path(out), candidates)
            else:
                raise InputError("Give either one description or --prompts FILE.")
        except ComposeError as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error

    def compose_one(self, text: str, seed: int, out: Path, candidates: int) -> None:
        read_plan(text)  # before the model is loaded: a bad description is answered at once
        make_folder(out)
        for _, error in compose_files(composer_or_sentence(candidates), [Order(Prompt("piece", text), seed, out / "piece")], 1):
            if error is not None:
                raise error

    def compose_all(self, prompts: list[Prompt], seeds: list[int], out: Path, at_once: int, candidates: int) -> None:
        make_folder(out)
        composer = composer_or_sentence(candidates)
        orders = [Order(prompt, seed, out / f"{prompt.id}-{seed}") for prompt in prompts for seed in seeds]
        for order, error in compose_files(composer, orders, at_once):
            if error is None:
                self.stdout.write(order.path.name)
            else:
                self.stderr.write(f"{order.path.name}: {write_error(order, error)}")


def composer_or_sentence(candidates: int):
    try:
        return load_composer(candidates)
    except ComposeError as error:
        raise CommandError(str(error)) from error


def read_count(text: str, least: int, most: int, what: str) -> int:
    if not re.fullmatch(r"\d{1,3}", text) or not least <= int(text) <= most:
        raise InputError(f"{text!r} {what} are not possible: write {max(1, least)} to {most}.")
    return int(text)


def read_seed(text: str) -> int:
    if not re.fullmatch(r"\d{1,10}", text.strip()) or int(text) > MAX_SEED:
        raise InputError(f"The seed {text!r} is not a whole number from 0 to {MAX_SEED}.")
    return int(text)
