"""What the words left open: inferred from their style, or chosen so that it sounds sensible.

Every choice depends only on the description, what was inferred, the seed and the name of the field: the same words and seed
always give the same plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from ..music.instruments import ENSEMBLES, INSTRUMENTS
from . import words
from .buckets import bucket_for
from .conditions import AXES, ensemble_class, grades_of
from .figures import MEASURE_LIMITS, TEMPO_LIMITS, time_named
from .keys import key_at
from .limits import note_unmet_limits
from .swelling import FIRST_DYNAMICS
from .usual import (
    BUCKET_STYLES,
    CLASS_PLAYERS,
    DYNAMICS_BY_AROUSAL,
    EASY_TONICS,
    METRONOME,
    MOOD_NAMES,
    SHARP_TONICS,
    TEMPO_CENTRES,
    USUAL_TONICS,
)
from .wishes import CHOSEN, INFERRED, Plan, Wish

SURE = 0.5  # inferred with less confidence counts as not inferred
SURE_OF = {"ensemble": 0.7, "density": 0.75, "difficulty": 0.75, "texture": 0.75}  # axes where a wrong guess is heard at once
STRONG_FEELING = 0.25

DEFAULT_STYLE = words.Style("piece", form="AABA")

Inferred = Mapping[str, tuple[str, float]]


def complete(plan: Plan, inferred: Inferred | None, seed: int) -> Plan:
    """The plan with every hard field and the usual soft ones filled.

    inferred: condition axis -> (value, confidence 0 to 1), as the text encoder reads it; None or {} without an encoder.
    seed: chooses among what is equally sensible.
    """
    sure = {axis: pair for axis, pair in (inferred or {}).items() if pair[1] >= SURE_OF.get(axis, SURE) and pair[0]}
    plan = _with_feeling(plan, inferred or {})
    plan, style = _with_style(plan, sure)
    plan = _with_players(plan, style, sure, _random(plan, seed, "instruments"))
    plan = _with_time(plan, style, sure, _random(plan, seed, "time"))
    plan = _with_tempo(plan, style, sure, _random(plan, seed, "tempo"))
    plan = _with_key(plan, style, sure, seed)
    plan = _with_length(plan, style, _random(plan, seed, "length"))
    plan = _with_form(plan, style)
    return note_unmet_limits(_with_manner(plan, sure))


def _random(plan: Plan, seed: int, name: str) -> Random:
    return Random(f"{seed}:{name}:{plan.description}")


def _with_feeling(plan: Plan, inferred: Inferred) -> Plan:
    centres = {"low": -0.55, "mid": 0.0, "high": 0.55}
    said_nothing = plan.valence is None and plan.arousal is None
    for name in ("valence", "arousal"):
        if getattr(plan, name) is None and inferred.get(name, ("", 0.0))[1] >= SURE:
            plan = replace(plan, **{name: centres[inferred[name][0]]})
    sure = {name: inferred[name] for name in ("valence", "arousal") if inferred.get(name, ("", 0.0))[1] >= SURE}
    mood = MOOD_NAMES.get((sure.get("valence", ("mid",))[0], sure.get("arousal", ("mid",))[0]))
    if said_nothing and plan.mood is None and mood:
        plan = replace(plan, mood=Wish(mood, INFERRED, min(confidence for _, confidence in sure.values())))
    return plan


def _with_style(plan: Plan, sure: Inferred) -> tuple[Plan, words.Style]:
    if plan.genre is not None:
        style = words.STYLES[plan.genre.value]
    else:
        bucket, confidence = (plan.bucket, 0.9) if plan.bucket else sure.get("bucket", ("", 0.0))
        style = words.STYLES.get(BUCKET_STYLES.get(bucket, ""), DEFAULT_STYLE)
        if _contradicts(plan, style):
            style = DEFAULT_STYLE
        if style is not DEFAULT_STYLE and not plan.bucket:
            plan = replace(plan, genre=Wish(style.name, INFERRED, confidence), bucket=bucket)
    period = plan.period or style.period
    if plan.era is None and period and "period" in sure and sure["period"][0] == period:
        plan = replace(plan, era=Wish(period, INFERRED, sure["period"][1]))
    elif plan.era is None and not period and "period" in sure:
        period = sure["period"][0]
        plan = replace(plan, era=Wish(period, INFERRED, sure["period"][1]))
    return replace(plan, period=period), style


def _contradicts(plan: Plan, style: words.Style) -> bool:
    """Whether an inferred style would go against what was said: its metre or its players."""
    if style.has_metre and plan.time is not None and plan.time.value.name != style.time:
        return True
    return bool(plan.instruments) and style.bucket != bucket_for(style.bucket, ensemble_class(plan.instruments.value), plan.period)


def _with_players(plan: Plan, style: words.Style, sure: Inferred, random: Random) -> Plan:
    if plan.instruments is not None:
        return plan
    by_style = ENSEMBLES.get(style.ensemble) or words.ENSEMBLE_WORDS.get(style.ensemble) or ("Piano",)
    candidates = [Wish(by_style, CHOSEN)] if plan.genre and plan.genre.source != INFERRED else []
    if "ensemble" in sure:
        value, confidence = sure["ensemble"]
        candidates.append(Wish(CLASS_PLAYERS[value], INFERRED, confidence))
    candidates.append(Wish(by_style, CHOSEN))
    candidates += [Wish(CLASS_PLAYERS[name], CHOSEN) for name in ("piano", "strings", "melody", "guitar", "choir")]
    candidates += [Wish((name,), CHOSEN) for name in INSTRUMENTS]
    allowed = [wish for wish in candidates if not set(plan.avoided) & set(wish.value)]
    return replace(plan, instruments=allowed[0] if allowed else candidates[0])


def _with_time(plan: Plan, style: words.Style, sure: Inferred, random: Random) -> Plan:
    if plan.time is not None:
        return plan
    if "time" in sure and (style is DEFAULT_STYLE or not style.has_metre):
        return replace(plan, time=Wish(time_named(sure["time"][0]), INFERRED, sure["time"][1]))
    if style is not DEFAULT_STYLE:
        return replace(plan, time=Wish(time_named(style.time), CHOSEN))
    choices = ("4/4", "4/4", "4/4", "3/4", "6/8") if (plan.arousal or 0) < 0.3 else ("4/4", "4/4", "4/4", "2/4")
    return replace(plan, time=Wish(time_named(random.choice(choices)), CHOSEN))


def _with_tempo(plan: Plan, style: words.Style, sure: Inferred, random: Random) -> Plan:
    if plan.tempo_qpm is not None:
        if plan.arousal is None:
            plan = replace(plan, arousal=round(max(-1.0, min(1.0, (plan.tempo_qpm.value - 100) / 70)), 3))
        return plan
    low, high = style.tempo_qpm
    arousal = style.arousal if plan.arousal is None else plan.arousal
    value, confidence = sure.get("tempo_class", ("", 0.0))
    if value and (style is DEFAULT_STYLE or low <= TEMPO_CENTRES[value] <= high):
        return replace(plan, tempo_qpm=Wish(TEMPO_CENTRES[value], INFERRED, confidence), arousal=arousal)
    if style is DEFAULT_STYLE:
        low, high = 96 + 40 * arousal - 8, 96 + 44 * arousal + 8
    elif plan.arousal is not None:  # the feeling pulls the style's range a little
        shift = 14 * (plan.arousal - style.arousal)
        low, high = low + shift, high + shift
    wanted = low + (high - low) * (0.25 + 0.5 * random.random())
    tempo = min(METRONOME, key=lambda mark: abs(mark - max(TEMPO_LIMITS[0], min(TEMPO_LIMITS[1], wanted))))
    source = Wish(tempo, CHOSEN)
    if plan.mood is not None and style is DEFAULT_STYLE:
        source = Wish(tempo, INFERRED, min(0.6, plan.mood.confidence or 0.6), plan.mood.words)
    return replace(plan, tempo_qpm=source, arousal=arousal if plan.arousal is None else plan.arousal)


def _with_key(plan: Plan, style: words.Style, sure: Inferred, seed: int) -> Plan:
    if plan.key is None:
        mode = plan.mode or _mode(plan, style, sure, _random(plan, seed, "mode"))
        if plan.tonic is not None:
            key, source = key_at(plan.tonic.value, mode.value), "said"
            said = plan.tonic.words + (f" … {plan.mode.words}" if plan.mode else "")
            plan = replace(plan, key=Wish(key, source, None, said))
        else:
            tonic = _random(plan, seed, "key").choice(_tonics(plan, mode.value))
            source = INFERRED if mode.source == INFERRED else CHOSEN
            plan = replace(plan, key=Wish(key_at(tonic, mode.value), source, mode.confidence, mode.words))
    valence = plan.valence
    if valence is None:
        valence = style.valence if style is not DEFAULT_STYLE else (0.2 if plan.key.value.mode == "major" else -0.2)
    return replace(plan, valence=valence)


def _mode(plan: Plan, style: words.Style, sure: Inferred, random: Random) -> Wish[str]:
    if plan.tonic is not None and (plan.valence is None or plan.valence > -STRONG_FEELING):
        return Wish("major", CHOSEN)  # "in D" means D major
    if plan.mood is not None and plan.valence is not None and abs(plan.valence) >= STRONG_FEELING:
        confidence = plan.mood.confidence or round(min(0.98, 0.7 + 0.35 * abs(plan.valence)), 2)
        return Wish("minor" if plan.valence < 0 else "major", INFERRED, confidence, plan.mood.words)
    if plan.valence is not None and abs(plan.valence) >= STRONG_FEELING:
        return Wish("minor" if plan.valence < 0 else "major", CHOSEN)
    if style.mode:
        return Wish(style.mode, CHOSEN)
    if "mode" in sure:
        return Wish(sure["mode"][0], INFERRED, sure["mode"][1])
    return Wish("major" if random.random() < 0.65 else "minor", CHOSEN)


def _tonics(plan: Plan, mode: str) -> Sequence[int]:
    if plan.difficulty is not None and plan.difficulty.value in ("beginner", "easy"):
        return EASY_TONICS[mode]
    players = set(plan.instruments.value) if plan.instruments else set()
    lies_in_sharps = players & {"Fiddle", "Guitar"} or plan.bucket == words.FIDDLE
    return SHARP_TONICS[mode] if lies_in_sharps else USUAL_TONICS[mode]


def _with_length(plan: Plan, style: words.Style, random: Random) -> Plan:
    if plan.measure_count is not None:
        return plan
    if plan.seconds is not None:
        return _by_the_clock(plan)
    if plan.form is not None:
        count = max(8, min(64, 8 * len(plan.form.value)))
        return replace(plan, measure_count=Wish(count, CHOSEN))
    count = random.choice((16, 16, 24, 32)) if style is DEFAULT_STYLE else style.measure_count
    if plan.difficulty is not None and plan.difficulty.value in ("beginner", "easy"):
        count = min(count, 16)
    return replace(plan, measure_count=Wish(count, CHOSEN))


def _by_the_clock(plan: Plan) -> Plan:
    quarters = plan.time.value.beats * 4 / plan.time.value.beat_type
    exact = plan.seconds.value * plan.tempo_qpm.value / 60 / quarters
    fewest, most = MEASURE_LIMITS
    count = max(fewest, round(exact))
    for multiple in (4, 2):
        rounded = multiple * round(exact / multiple)
        if rounded >= fewest and abs(rounded - exact) <= 0.05 * exact:
            count = rounded
            break
    if count > most:
        longest = most * quarters * 60 / plan.tempo_qpm.value
        plan = plan.noting(
            f"{plan.seconds.value:.0f} seconds at this tempo would need {count} measures; I write up to {most}, "
            f"about {longest:.0f} seconds."
        )
    return replace(plan, measure_count=Wish(min(most, count), "said", None, plan.seconds.words))


def _with_form(plan: Plan, style: words.Style) -> Plan:
    count = plan.measure_count.value
    if plan.form is not None:
        if count < 2 * len(plan.form.value):
            plan = plan.noting(f"{count} measures are few for the form {plan.form.value}; its sections are very short.")
        return plan
    form = style.form if style.form in AXES["form"] else "ABA"
    if count < 4 * len(form):
        form = "A" if count < 8 else "AB"
    elif count >= 32 and len(form) == 1 and style is DEFAULT_STYLE:
        form = "ABA"
    return replace(plan, form=Wish(form, CHOSEN))


def _with_manner(plan: Plan, sure: Inferred) -> Plan:
    arousal = plan.arousal or 0.0
    if plan.cadence is None:
        plan = replace(plan, cadence=Wish("authentic", CHOSEN))
    if plan.density is None:
        easy = plan.difficulty is not None and plan.difficulty.value in ("beginner", "easy")
        value = "sparse" if easy or arousal < -0.55 else "busy" if arousal > 0.6 else "moderate"
        inferred = sure.get("density")
        plan = replace(plan, density=Wish(inferred[0], INFERRED, inferred[1]) if inferred and not easy else Wish(value, CHOSEN))
    plan = _with_difficulty_and_texture(plan, sure)
    if plan.dynamics is None:
        usual = next(level for limit, level in DYNAMICS_BY_AROUSAL if arousal <= limit)
        level = FIRST_DYNAMICS[plan.swell.value] if plan.swell else usual
        plan = replace(plan, dynamics=Wish(level, CHOSEN))
    return plan


def _with_difficulty_and_texture(plan: Plan, sure: Inferred) -> Plan:
    """What the words let one guess of them; a melody alone has the texture it has."""
    if plan.difficulty is None and "difficulty" in sure:
        band, confidence = sure["difficulty"]
        plan = replace(plan, difficulty=Wish(words.GRADE_DIFFICULTIES[grades_of(band)[1] - 1], INFERRED, confidence))
    if plan.texture is None and "texture" in sure and ensemble_class(plan.instruments.value) != "melody":
        kind, confidence = sure["texture"]
        name = next(name for name, value in words.TEXTURE_KINDS.items() if value == kind)
        plan = replace(plan, texture=Wish(name, INFERRED, confidence))
    return plan
