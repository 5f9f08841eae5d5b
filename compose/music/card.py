"""The card of a piece: all it takes to know what it is and to compose it again, as JSON."""

import json

from .marking import SOFTWARE, mark_fields, mark_sentence
from .score import Score

READ_AS_JSON = ("plan", "report")


def write(score: Score) -> bytes:
    """The facts of the score's making (words, plan, seed, model, report, licence where there is one) and what it is as music."""
    making = {name: value for name, value in score.metadata if value}
    for name in READ_AS_JSON:
        if name in making:
            making[name] = json.loads(making[name])
    card = {
        "title": score.title,
        "composer": score.composer,
        "mark": mark_sentence(score),
        "ai-generated": mark_fields(score)["ai-generated"] == "true",
        "software": SOFTWARE,
        **{name: value for name, value in making.items() if name != "ai-generated"},
        "music": {
            "key": score.key.name,
            "time": score.time.name,
            "tempo_qpm": score.tempo_qpm,
            "measures": len(score.measures),
            "seconds": round(score.duration_seconds, 1),
            "parts": [part.label for part in score.parts],
            "notes": len(score.notes),
        },
    }
    return (json.dumps(card, ensure_ascii=False, indent=2) + "\n").encode()
