"""A change in words: "make it brighter and busier" -> the plan as it should be now, and what to do with the notes.

Comparisons are steps on a scale from where the piece stands; everything else is read as `read_plan` reads a description.
Loads no torch.
"""

from dataclasses import dataclass, replace

from ..music.score import DYNAMICS
from .description import DescriptionError, Match, Text, clean
from .manner import SCALES
from .reading import read_plan
from .wishes import Plan, Wish

SLOWEST_QPM, FASTEST_QPM = 30, 240
TEMPO_STEP, SMALL_SHARE = 1.2, 0.5
FEELING_STEP = 0.6
SOFT_FIELDS = ("genre", "era", "mood", "density", "texture", "articulation", "difficulty", "cadence", "pitch_range", "compass",
               "hand_span", "largest_leap", "durations")  # fmt: skip

# What a comparison moves, and which way.
TEMPO, DYNAMIC, DENSITY, DIFFICULTY, VALENCE, AROUSAL = "tempo_qpm", "dynamics", "density", "difficulty", "valence", "arousal"
MOVES: tuple[tuple[tuple[tuple[str, int], ...], str], ...] = (
    (((TEMPO, 1),), "faster, quicker, speedier, speed up, speed it up, more quickly, not so slow"),
    (((TEMPO, -1),), "slower, slow down, slow it down, more slowly, not so fast"),
    (((DYNAMIC, 1), (AROUSAL, 1)), "louder, stronger, more forceful, more powerful"),
    (((DYNAMIC, -1),), "softer, quieter, less loud, not so loud"),
    (((DENSITY, 1),), "busier, denser, fuller, richer, more notes, thicker, more movement, more active"),
    (((DENSITY, -1),), "sparser, thinner, emptier, fewer notes, less notes, less busy, more space, lighter, not so busy"),
    (((VALENCE, 1),), "brighter, happier, more cheerful, sunnier, more joyful, merrier, less sad, not so sad, warmer"),
    (((VALENCE, -1),), "darker, sadder, gloomier, more melancholic, more melancholy, less happy, moodier"),
    (((AROUSAL, 1),), "livelier, more energetic, more exciting, more dramatic, wilder, more intense, more energy, bolder, less calm"),
    (((AROUSAL, -1),), "calmer, gentler, more peaceful, more relaxed, more tender, less dramatic, more quiet"),
    (((DIFFICULTY, 1), (DENSITY, 1)), "harder, more difficult, more virtuosic, more challenging"),
    (((DIFFICULTY, -1), (DENSITY, -1)), "simpler, easier, less difficult, simplify, more simple, less complicated, not so hard"),
)
COMPARISONS = {phrase: moves for moves, phrases in MOVES for phrase in phrases.split(", ")}
SIMPLIFYING = frozenset(phrase for phrase, moves in COMPARISONS.items() if (DIFFICULTY, -1) in moves)
SMALL = frozenset(("bit", "little", "slightly", "somewhat", "touch"))


@dataclass(frozen=True)
class Revision:
    """plan: of the changed piece, its hard fields as they were. kind: of the task, "recompose" or "simplify".

    tempo_qpm: the new one, None where it stays. notes: what could not be done here, in sentences for the user.
    """

    plan: Plan
    kind: str
    tempo_qpm: int | None = None
    notes: tuple[str, ...] = ()


def revise(plan: Plan, words: str) -> Revision:
    """What the words ask to change in a complete plan. Raises DescriptionError where they ask for nothing that can be changed."""
    text = Text(clean(words))
    matches = text.find(COMPARISONS)
    asked = read_plan(words)
    changed = replace(plan, notes=())
    for match in matches:
        for field, direction in COMPARISONS[match.phrase]:
            changed = _moved(changed, field, -direction if match.is_negated else direction, _size(text, match), match)
    said = {name: getattr(asked, name) for name in SOFT_FIELDS if getattr(changed, name) is getattr(plan, name)}
    changed = replace(changed, **{name: wish for name, wish in said.items() if wish is not None})
    moved = {field for match in matches for field, _ in COMPARISONS[match.phrase]}
    if asked.valence is not None and not moved & {VALENCE, AROUSAL}:
        changed = replace(changed, valence=asked.valence, arousal=asked.arousal)
    if asked.bucket:
        changed = replace(changed, bucket=asked.bucket, period=asked.period or changed.period)
    if changed.difficulty is not plan.difficulty:
        changed = replace(changed, grade=asked.grade)
    if asked.dynamics and changed.dynamics is plan.dynamics:
        changed = replace(changed, dynamics=asked.dynamics)
    tempo = _tempo(plan, changed, asked)
    notes = _notes(plan, asked)
    if changed == replace(plan, notes=()) and tempo is None:
        raise DescriptionError(
            " ".join(notes)
            or "I found nothing in these words that I can change. Try for example “brighter and busier”, “simpler” or “a little slower”.",
            "plan.nothing_to_change",
        )
    is_simpler = any(match.phrase in SIMPLIFYING and not match.is_negated for match in matches)
    return Revision(replace(changed, tempo_qpm=plan.tempo_qpm), "simplify" if is_simpler else "recompose", tempo, notes)


def _moved(plan: Plan, field: str, direction: int, size: float, match: Match) -> Plan:
    if field in (VALENCE, AROUSAL):
        return replace(plan, **{field: max(-1.0, min(1.0, (getattr(plan, field) or 0.0) + direction * FEELING_STEP * size))})
    wish = getattr(plan, field)
    if field == TEMPO:
        tempo = round(wish.value * (1 + (TEMPO_STEP - 1) * size) ** direction)
        return replace(plan, tempo_qpm=Wish(max(SLOWEST_QPM, min(FASTEST_QPM, tempo)), words=match.words))
    scale = DYNAMICS if field == DYNAMIC else SCALES[field]
    middle = scale.index("mf") if field == DYNAMIC else len(scale) // 2
    place = scale.index(wish.value) if wish and wish.value in scale else middle
    return replace(plan, **{field: Wish(scale[max(0, min(len(scale) - 1, place + direction))], words=match.words)})


def _size(text: Text, match: Match) -> float:
    """Half a step for "a bit faster", twice for "much faster"."""
    before = text.tokens[max(0, match.first - 2) : match.first]
    return SMALL_SHARE if SMALL.intersection(before) else 2.0 if "much" in before or "far" in before else 1.0


def _tempo(plan: Plan, changed: Plan, asked: Plan) -> int | None:
    wish = changed.tempo_qpm if changed.tempo_qpm is not plan.tempo_qpm else asked.tempo_qpm
    return wish.value if wish and wish.value != plan.tempo_qpm.value else None


def _notes(plan: Plan, asked: Plan) -> tuple[str, ...]:
    """Wishes that a change of some measures cannot meet, each with where it can be met."""
    notes = []
    if asked.key and asked.key.value != plan.key.value:
        notes.append("The key is changed for the whole piece: use “Change the key”.")
    if asked.time and asked.time.value != plan.time.value:
        notes.append(f"The metre stays {plan.time.value.name}; compose a new piece for another one.")
    if asked.instruments and asked.instruments.value != plan.instruments.value:
        notes.append("Instruments are changed for the whole piece: use “Change an instrument”.")
    return tuple(notes)
