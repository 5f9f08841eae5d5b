"""Files of descriptions for the command line: one JSON object a line, with an id and a text."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from .music.errors import ComposeError

USABLE_ID = r"[\w][\w.-]{0,99}"  # it becomes the beginning of file names


class InputError(ComposeError):
    """Something on the command line or in a prompts file that cannot be used; the message is one sentence."""

    code = "command.bad_input"


@dataclass(frozen=True)
class Prompt:
    """One line of a prompts file. error: why it cannot be composed, or ""."""

    id: str
    text: str
    error: str = ""


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
    if not isinstance(name, str | int) or not re.fullmatch(USABLE_ID, str(name)):
        return Prompt(fallback, "", f"Line {number} needs an id of letters, digits, dots, dashes and underscores.")
    if not isinstance(text, str):
        return Prompt(str(name), "", f"Line {number} has no text.")
    return Prompt(str(name), text)
