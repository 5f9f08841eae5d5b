"""The mark that says whether a machine composed this: the same words and fields in every export.

Source: EU AI Act, Art. 50(2); China, Measures for Labeling AI-Generated Synthetic Content (2025).
"""

from .score import Score

SOFTWARE = "compose"
MARKED_FIELDS = ("model", "checkpoint", "seed", "description", "plan", "based-on", "licence")


def mark_fields(score: Score) -> dict[str, str]:
    """The machine-readable mark: "ai-generated", which is true unless `score.metadata` denies it, and, where the metadata has them, model,
    seed, description, plan, and what the piece is based on and under which licence it stands."""
    metadata = dict(score.metadata)
    is_by_hand = metadata.get("ai-generated") == "false"
    known = {name: str(metadata[name]) for name in MARKED_FIELDS if metadata.get(name) not in (None, "")}
    return {"ai-generated": "false" if is_by_hand else "true"} | known


def mark_sentence(score: Score) -> str:
    """The visible mark and credit: "AI-generated music (model abc123, seed 7). Based on “Waltz” by Clara (CC BY 4.0)". Music that no
    machine took part in is "Written by hand"."""
    fields = mark_fields(score)
    credited = [f"Based on {fields['based-on']}"] if "based-on" in fields else []
    licensed = [f"Licence: {fields['licence']}"] if "licence" in fields else []
    return ". ".join([_writer(fields), *credited, *licensed])


def _writer(fields: dict[str, str]) -> str:
    if fields["ai-generated"] == "false":
        return "Written by hand"
    model = fields.get("model") or fields.get("checkpoint")
    details = [f"model {model}"] if model else []
    if "seed" in fields:
        details.append(f"seed {fields['seed']}")
    return "AI-generated music" + (f" ({', '.join(details)})" if details else "")
