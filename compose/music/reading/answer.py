"""What the child process answers: a score as columns keep it, or why there is none."""

from ..errors import ScoreError
from ..saying import gettext_noop as _
from ..saying import say
from ..tokenizer import encode_measures
from .draft import UnreadableMusic
from .kinds import Reading, read

LONGEST_TITLE = 120


def answer(data: bytes) -> dict:
    """Plain values: "error" with a saying, or header, steps and what is known of the music."""
    try:
        reading = read(data)
        return facts_of(reading)
    except UnreadableMusic as error:
        return {"error": error.saying.to_json()}
    except ScoreError as error:
        return {"error": say(_("I cannot write this music down: %(why)s."), why=str(error)).to_json()}
    except (MemoryError, RecursionError):
        return {"error": say(_("This file needs more memory than any score does.")).to_json()}


def facts_of(reading: Reading) -> dict:
    header, measures = encode_measures(reading.score)
    return {
        "kind": reading.kind, "title": reading.score.title[:LONGEST_TITLE], "composer": reading.score.composer[:LONGEST_TITLE],
        "header": header.to_json(), "steps": measures, "changes": dict(reading.changes), "mark": reading.mark,
    }  # fmt: skip
