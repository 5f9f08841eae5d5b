"""What a line of the corpus manifest says of its piece on the word axes, without looking at the notes."""

from .. import words
from ..conditions import AXES, PLUCKED, STRINGS, WINDS, WORD_AXES, ensemble_class, feeling_class, tempo_class

BUCKET_STYLE = {style.bucket: style for style in reversed(words.STYLES.values())}


def attributes(row: dict) -> dict[str, str]:
    """The word axes of a line of the corpus manifest, "" where unknown. Feeling and density are estimates from mode, tempo and notes.

    Difficulty and texture are known where the line holds conditions that were measured on the notes (measured.py).
    """
    key = str(row.get("key") or row.get("key_est") or "")
    mode = "minor" if key.endswith(("minor", "dor", "aeo", "phr")) else "major" if key else ""
    tempo, per_quarter, bucket = row.get("tempo_bpm"), _notes_per_quarter(row), row.get("style_bucket") or ""
    style = BUCKET_STYLE.get(bucket)
    valence = (0.15 if mode == "major" else -0.35 if mode else 0.0) + 0.35 * (style.valence if style else 0)
    valence += 0.2 * (tempo - 100) / 60 if tempo else 0
    arousal = (0.8 * (tempo - 96) / 60 if tempo else 0) + 0.35 * (style.arousal if style else 0)
    arousal += 0.25 * (per_quarter - 1.2) if per_quarter else 0
    values = {
        "mode": mode,
        "time": row.get("meter") or "",
        "tempo_class": tempo_class(tempo) if tempo else "",
        "ensemble": ensemble_of(row),
        "bucket": bucket,
        "period": row.get("period") or "",
        "density": AXES["density"][(per_quarter >= 1.0) + (per_quarter >= 1.7)] if per_quarter else "",
        "valence": feeling_class(max(-1, min(1, valence))),
        "arousal": feeling_class(max(-1, min(1, arousal))),
    }
    values |= {axis: value for axis, value in (row.get("conditions") or {}).items() if value}  # labels known for certain win over estimates
    return {axis: values[axis] if values.get(axis) in AXES[axis] else "" for axis in WORD_AXES}


def _notes_per_quarter(row: dict) -> float | None:
    """Notes of a staff a quarter, None where the manifest does not count them."""
    if not row.get("notes") or not row.get("quarters"):
        return None
    return row["notes"] / max(1.0, row["quarters"]) / max(1, row.get("tracks") or 1)


def ensemble_of(row: dict) -> str:
    """The ensemble class of a manifest line, which names an instrument once however many parts play it."""
    names = list(row.get("instruments") or ())
    kinds = {name.lower() for name in names}
    if len(names) == 1 and (row.get("tracks") or 1) > 1 and kinds <= STRINGS | WINDS | PLUCKED:
        names *= 2
    return ensemble_class(names)
