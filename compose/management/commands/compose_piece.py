import json
import logging
import re
import time
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from compose.composing import load_composer
from compose.forms import MAX_SEED, title_of
from compose.generation.plan import read_plan
from compose.models import new_seed
from compose.music import midi, musicxml
from compose.music.errors import ComposeError
from compose.music.score import Score
from compose.music.tokenizer import decode

log = logging.getLogger(__name__)

BAD_INPUT = 2
MOST_CANDIDATES = 16


class InputError(ComposeError):
    """Something on the command line or in a prompts file that cannot be used; the message is one sentence."""

    code = "command.bad_input"


@dataclass(frozen=True)
class Prompt:
    """One line of a prompts file. error: why it cannot be composed, or ""."""

    id: str
    text: str
    error: str = ""


class Command(BaseCommand):
    help = "Composes without the site: one description, or every line of a file with the model loaded once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="?", help="the description")
        parser.add_argument("--seed", default=None)
        parser.add_argument("--out", required=True, help="folder for the files")
        parser.add_argument("--prompts", help="a file with one JSON object a line: id and text")
        parser.add_argument("--seeds", default="1", help="with --prompts: seeds separated by commas")
        parser.add_argument("--candidates", default="0", help=f"written of each piece, 1 to {MOST_CANDIDATES}; the best one is kept")

    def handle(self, *, text: str | None, seed: str | None, out: str, prompts: str | None, seeds: str, **options: object) -> None:
        try:
            self.candidates = read_candidates(str(options["candidates"]))
            if prompts is not None and text is None:
                self.compose_all(read_prompts(Path(prompts)), [read_seed(each) for each in seeds.split(",")], Path(out))
            elif text is not None and prompts is None:
                self.compose_one(text, new_seed() if seed is None else read_seed(seed), Path(out))
            else:
                raise InputError("Give either one description or --prompts FILE.")
        except ComposeError as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error

    def compose_one(self, text: str, seed: int, out: Path) -> None:
        read_plan(text)  # before the model is loaded: a bad description is answered at once
        make_folder(out)
        write_piece(composer_or_sentence(self.candidates), text, seed, out / "piece")

    def compose_all(self, prompts: list[Prompt], seeds: list[int], out: Path) -> None:
        make_folder(out)
        composer = composer_or_sentence(self.candidates)
        for prompt in prompts:
            for seed in seeds:
                self.compose_line(composer, prompt, seed, out / f"{prompt.id}-{seed}")

    def compose_line(self, composer, prompt: Prompt, seed: int, path: Path) -> None:
        """One bad line never stops the others."""
        try:
            if prompt.error:
                raise InputError(prompt.error)
            write_piece(composer, prompt.text, seed, path)
            self.stdout.write(path.name)
        except Exception as error:
            if not isinstance(error, ComposeError):
                log.exception("%s: unexpected error", path.name)
            code = getattr(error, "code", "generation.unexpected")
            message = str(error) if isinstance(error, ComposeError) else "Something went wrong while composing this piece."
            answer = {"id": prompt.id, "seed": seed, "error": {"code": code, "message": message}}
            write(path, ".error.json", json.dumps(answer, indent=1, ensure_ascii=False).encode())
            self.stderr.write(f"{path.name}: {message}")


def composer_or_sentence(candidates: int):
    try:
        return load_composer(candidates)
    except ComposeError as error:
        raise CommandError(str(error)) from error


def write_piece(composer, text: str, seed: int, path: Path) -> None:
    """path: folder and the beginning of the file names."""
    began_at = time.monotonic()
    plan = composer.understand(read_plan(text))
    seconds_to_first_measure = None
    measures = []
    for steps in composer.compose(plan, seed):
        seconds_to_first_measure = seconds_to_first_measure or time.monotonic() - began_at
        measures.append(steps)
    seconds_total = time.monotonic() - began_at
    steps = [step for measure in measures for step in measure]
    facts = (("checkpoint", composer.fingerprint), ("seed", str(seed)), ("description", plan.description))
    score: Score = replace(decode(plan.header(), steps, title=title_of(plan.description)), metadata=facts)
    card = {
        "description": plan.description,
        "plan": plan.to_json(),
        "seed": seed,
        "checkpoint": composer.fingerprint,
        "tokens": len(steps),
        "notes": len(score.notes),
        "measures": len(score.measures),
        "seconds_to_first_measure": round(seconds_to_first_measure or 0.0, 4),
        "seconds_total": round(seconds_total, 4),
        "report": composer.report(plan, score),
    }
    write(path, ".musicxml", musicxml.write(score).encode())
    write(path, ".mid", midi.write(score))
    write(path, ".json", json.dumps(card, indent=1, ensure_ascii=False).encode())


def read_prompts(path: Path) -> list[Prompt]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InputError(f"The prompts file {path} cannot be read: {reason}.") from error
    prompts = [read_line(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not prompts:
        raise InputError(f"The prompts file {path} holds no line.")
    return prompts


def read_line(number: int, line: str) -> Prompt:
    """A line that cannot be used keeps its place, with the reason."""
    fallback = f"line{number}"
    try:
        data = json.loads(line)
    except ValueError:
        return Prompt(fallback, "", f"Line {number} is not JSON.")
    if not isinstance(data, dict):
        return Prompt(fallback, "", f"Line {number} is not an object with id and text.")
    name, text = data.get("id"), data.get("text")
    if not isinstance(name, str | int) or not re.fullmatch(r"[\w][\w.-]{0,99}", str(name)):
        return Prompt(fallback, "", f"Line {number} needs an id of letters, digits, dots, dashes and underscores.")
    if not isinstance(text, str):
        return Prompt(str(name), "", f"Line {number} has no text.")
    return Prompt(str(name), text)


def read_candidates(text: str) -> int:
    """0 for the setting of the site."""
    if not re.fullmatch(r"\d{1,3}", text) or int(text) > MOST_CANDIDATES:
        raise InputError(f"{text!r} candidates are not possible: write 1 to {MOST_CANDIDATES} of each piece.")
    return int(text)


def read_seed(text: str) -> int:
    if not re.fullmatch(r"\d{1,10}", text.strip()) or int(text) > MAX_SEED:
        raise InputError(f"The seed {text!r} is not a whole number from 0 to {MAX_SEED}.")
    return int(text)


def make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError(f"The folder {path} cannot be written to: {error.strerror}.") from error


def write(path: Path, suffix: str, content: bytes) -> None:
    target = path.with_name(path.name + suffix)
    try:
        target.write_bytes(content)
    except OSError as error:
        raise InputError(f"The file {target} cannot be written: {error.strerror}.") from error
