"""What the words say outright: description -> plan with the explicit wishes only."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from compose.music.instruments import ENSEMBLES, INSTRUMENTS, MAX_PARTS
from compose.music.score import KeySignature, TimeSignature

from . import figures, words
from .description import DescriptionError, Match, Text, clean
from .manner import read_feeling, read_manner
from .players import read_players
from .wishes import INFERRED, Plan, Wish

GENERIC_STYLES = frozenset(
    ("folk dance", "folk", "sacred", "cinematic", "video game", "chamber music", "theme tune", "exercise", "chorale", "pop", "symphony")
)
AMBIGUOUS_COMPOSERS = frozenset(("field", "victoria", "sor", "byrd", "strauss"))
COMPOSER_LEADS = frozenset(("like", "of", "by", "la", "from", "as"))


def read_plan(
    description: str,
    *,
    key: KeySignature | None = None,
    time: TimeSignature | None = None,
    tempo_qpm: int | None = None,
    measure_count: int | None = None,
    ensemble: str | None = None,
) -> Plan:
    """The plan with what the user said; everything else stays open for `complete`.

    description: any text. The other arguments are settings made by hand: they win over the words and count as said.
    Raises DescriptionError, with sentences for the user, for a text we cannot read or a wish beyond the limits.
    """
    cleaned = clean(description)
    text = Text(cleaned)
    plan = Plan(cleaned)
    text.find(words.NOT_A_NEGATION)
    settings = {"tempo_qpm": tempo_qpm, "measure_count": measure_count, "time": time}
    plan = _read_figures(plan, text, settings)
    dynamic = text.find([phrase for phrase in words.DYNAMIC_WORDS if "piano" in phrase])  # before the instrument takes the word
    plan = _read_composer(plan, text)
    plan = read_players(plan, text)
    plan = _read_style(plan, text)
    plan = _read_tempo_words(plan, text)
    plan = read_manner(plan, text, dynamic)
    plan = read_feeling(plan, text)
    plan = _apply_settings(plan, key, time, tempo_qpm, measure_count, ensemble)
    return _note_what_was_not_read(plan, text)


# ---------------------------------------------------------------- figures


def _read_figures(plan: Plan, text: Text, settings: Mapping[str, object]) -> Plan:
    refused: list[str] = []
    tempos, metres = figures.tempos(text), figures.metres(text)
    durations, counts = figures.durations(text), figures.measure_counts(text)
    plan = _read_time(plan, text, metres, refused, settings["time"])
    plan = _read_tempo(plan, tempos, refused, settings["tempo_qpm"])
    plan = _read_length(plan, durations, counts, refused, settings["measure_count"])
    plan = _read_key(plan, text, refused)
    if refused:
        raise DescriptionError(f"You asked for {_joined(refused)}. I can write {_limits()}.")
    return plan


def _limits() -> str:
    slowest, fastest = figures.TEMPO_LIMITS
    fewest, most = figures.MEASURE_LIMITS
    return (
        f"the metres {_joined(list(figures.TIMES))}, tempos from {slowest} to {fastest} quarter notes a minute, "
        f"{fewest} to {most} measures, and keys with up to seven sharps or flats"
    )


def _joined(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _read_time(plan: Plan, text: Text, metres: list[figures.Figure], refused: list[str], setting: object) -> Plan:
    named = [
        figures.Figure(_pair(words.METRES[match.phrase]), match.words, match.is_negated)
        for match in text.find(words.METRES)
    ]
    wanted = [metre for metre in (*metres, *named) if not metre.is_negated]
    if setting is not None or not wanted:
        return plan
    for metre in wanted:
        name = f"{metre.value[0]}/{metre.value[1]}"
        if name not in figures.TIMES:
            refused.append(name)
    if refused:
        return plan
    if len({metre.value for metre in wanted}) > 1:
        plan = plan.noting(f"You named several metres; I keep one through the piece and took {wanted[0].value[0]}/{wanted[0].value[1]}.")
    return replace(plan, time=Wish(TimeSignature(*wanted[0].value), words=wanted[0].words))


def _pair(name: str) -> tuple[int, int]:
    time = figures.time_named(name)
    return time.beats, time.beat_type


def _read_tempo(plan: Plan, tempos: list[figures.Figure], refused: list[str], setting: object) -> Plan:
    if setting is not None:
        _check_limit(setting, figures.TEMPO_LIMITS, "quarter notes a minute", refused)
        return plan
    for tempo in tempos:
        _check_limit(tempo.value, figures.TEMPO_LIMITS, "quarter notes a minute", refused)
    if not tempos:
        return plan
    if len({round(tempo.value) for tempo in tempos}) > 1:
        plan = plan.noting(
            f"You named several tempos; I keep one through the piece and took {round(tempos[0].value)} quarter notes a minute."
        )
    return replace(plan, tempo_qpm=Wish(round(tempos[0].value), words=tempos[0].words))


def _read_length(plan: Plan, durations: list[figures.Figure], counts: list[figures.Figure], refused: list[str], setting: object) -> Plan:
    counts = [figures.Figure(setting, "")] if setting is not None else [count for count in counts if not count.is_negated]
    for count in counts:
        _check_limit(count.value, figures.MEASURE_LIMITS, "measures", refused)
    if counts:
        if len({count.value for count in counts}) > 1:
            plan = plan.noting(f"You named several lengths; I took {int(counts[0].value)} measures.")
        elif durations:
            plan = plan.noting(f"You gave both a number of measures and a time; I kept the {int(counts[0].value)} measures.")
        return replace(plan, measure_count=Wish(int(counts[0].value), words=counts[0].words))
    wanted = [duration for duration in durations if not duration.is_negated]
    if not wanted:
        return plan
    shortest, longest = figures.SECONDS_LIMITS
    if not shortest <= wanted[0].value <= longest:
        refused.append(f"a length of {wanted[0].words} (I can fill {shortest} seconds to {longest // 60} minutes)")
    return replace(plan, seconds=Wish(float(wanted[0].value), words=wanted[0].words))


def _check_limit(value: object, limits: tuple[int, int], unit: str, refused: list[str]) -> None:
    if not limits[0] <= value <= limits[1]:
        refused.append(f"{value:g} {unit}" if abs(value) < 1e6 else f"{value:.0f} {unit}")


def _read_key(plan: Plan, text: Text, refused: list[str]) -> Plan:
    keys = [key for key in figures.keys(text) if not key.is_negated]
    tonics = [tonic for tonic in figures.tonics(text) if not tonic.is_negated]
    signatures = figures.signatures(text)
    modes = text.find(("major", "minor"))
    mode = next(({"major": "minor", "minor": "major"}[match.phrase] if match.is_negated else match.phrase for match in modes), None)
    mode_words = modes[0].words if modes else ""
    if mode is None and (church := text.find(words.CHURCH_MODES)):
        mode, mode_words = words.CHURCH_MODES[church[0].phrase], church[0].words
        plan = plan.noting(f"I write in major or minor; for {church[0].words} I took {mode}.")
    if keys:
        return _with_key(plan, keys, mode, {tonic.value for tonic in tonics})
    if signatures and not tonics:
        fifths = signatures[0].value
        if abs(fifths) > 7:
            refused.append(signatures[0].words)
        else:
            return replace(plan, key=Wish(KeySignature(fifths, mode or "major"), words=signatures[0].words))
    if tonics and mode:
        return replace(plan, key=Wish(figures.key_at(tonics[0].value, mode), words=f"{tonics[0].words} … {mode_words}"))
    if tonics:
        plan = replace(plan, tonic=Wish(tonics[0].value, words=tonics[0].words))
    if len({match.phrase for match in modes if not match.is_negated}) > 1:
        plan = plan.noting(f"You asked for both major and minor; I keep one home key and took {mode}.")
    return replace(plan, mode=Wish(mode, words=mode_words)) if mode else plan


def _with_key(plan: Plan, keys: list[figures.Figure], other_mode: str | None, tonics: set[int]) -> Plan:
    tonic, mode, church = keys[0].value
    key = figures.key_at(tonic, mode)
    if church:
        plan = plan.noting(f"I write in major or minor; for {keys[0].words} I took {key.name}.")
    if key.tonic != tonic:
        plan = plan.noting(
            f"{figures.key_text(tonic, mode)} needs more than seven accidentals; I wrote it as {key.name}, which sounds the same."
        )
    if len({figure.value[:2] for figure in keys}) > 1 or tonics - {tonic}:
        plan = plan.noting(f"You named several keys; I keep one home key and took {key.name}.")
    elif other_mode not in (None, mode):
        plan = plan.noting(f"You asked for {keys[0].words} and for {other_mode}; I took {key.name}.")
    return replace(plan, key=Wish(key, words=keys[0].words))


# ---------------------------------------------------------------- styles


def _read_composer(plan: Plan, text: Text) -> Plan:
    for match in text.find(words.COMPOSERS, take=False):
        lead = text.tokens[match.first - 1] if match.first else ""
        if match.is_negated or (match.phrase in AMBIGUOUS_COMPOSERS and lead not in COMPOSER_LEADS):
            continue
        text.take(range(match.first, match.last))
        period, bucket = words.COMPOSERS[match.phrase]
        plan = replace(plan, period=period, bucket=bucket, era=Wish(period, INFERRED, 0.95, match.words))
        return plan.noting(f"I took the era and general style of {match.words}; no piece is copied.")
    return plan


def _read_style(plan: Plan, text: Text) -> Plan:
    eras = [match for match in text.find(words.ERAS, take=False) if not match.is_negated]
    if eras:
        era = words.ERAS[eras[0].phrase]
        plan = replace(plan, era=Wish(era, words=eras[0].words), period=era)
    genres = [match for match in text.find(words.GENRES, take=False) if not match.is_negated]
    if not genres:
        return plan
    styles = [(words.STYLES[words.GENRES[match.phrase]], match) for match in genres]
    style, match = min(styles, key=lambda pair: (not pair[0].has_metre, pair[0].name in GENERIC_STYLES, pair[1].first))
    plan = replace(plan, genre=Wish(style.name, words=match.words), bucket=style.bucket or plan.bucket, period=plan.period or style.period)
    if style.has_metre:
        plan = _with_dance_metre(plan, style, match)
    return plan


def _with_dance_metre(plan: Plan, style: words.Style, match: Match) -> Plan:
    if plan.time is None:
        return replace(plan, time=Wish(figures.time_named(style.time), words=match.words))
    is_kin = plan.time.value.beats % 3 == figures.time_named(style.time).beats % 3
    if not is_kin:
        return plan.noting(f"A {style.name} is usually in {style.time}; you asked for {plan.time.value.name}, so I kept that.")
    return plan


def _read_tempo_words(plan: Plan, text: Text) -> Plan:
    matches = text.find(words.TEMPOS, take=False)
    wanted = [match for match in matches if not match.is_negated]
    unwanted = [match for match in matches if match.is_negated]
    if plan.tempo_qpm is not None:
        low, _, high = words.TEMPOS[wanted[0].phrase] if wanted else (0, 0, 999)
        if wanted and not low - 20 <= plan.tempo_qpm.value <= high + 20:
            return plan.noting(f"You wrote “{wanted[0].words}” and {plan.tempo_qpm.value} a minute; I took the number.")
        return plan
    if wanted:
        usual = [words.TEMPOS[match.phrase][1] for match in wanted]
        if max(usual) - min(usual) > 40:
            plan = plan.noting(
                f"You asked for both {wanted[0].words} and {wanted[usual.index(_farthest(usual))].words}; I keep one tempo and took "
                f"{wanted[0].words}."
            )
        return replace(plan, tempo_qpm=Wish(usual[0], words=wanted[0].words))
    if unwanted:
        is_fast = words.TEMPOS[unwanted[0].phrase][1] > 110
        return replace(plan, tempo_qpm=Wish(80 if is_fast else 112, words=f"not {unwanted[0].words}"))
    return plan


def _farthest(usual: list[int]) -> int:
    return max(usual, key=lambda tempo: abs(tempo - usual[0]))


# ---------------------------------------------------------------- settings and notes


def _apply_settings(
    plan: Plan, key: KeySignature | None, time: TimeSignature | None, tempo_qpm: int | None, measure_count: int | None, ensemble: str | None
) -> Plan:
    if key is not None:
        plan = replace(plan, key=Wish(key), mode=None, tonic=None)
    if time is not None:
        if time.name not in figures.TIMES:
            raise DescriptionError(f"You asked for {time.name}. I can write {_limits()}.")
        plan = replace(plan, time=Wish(time))
    if tempo_qpm is not None:
        plan = replace(plan, tempo_qpm=Wish(int(tempo_qpm)))
    if measure_count is not None:
        plan = replace(plan, measure_count=Wish(int(measure_count)), seconds=None)
    if ensemble:
        players = ENSEMBLES.get(ensemble) or ((ensemble,) if ensemble in INSTRUMENTS else ())
        if not players:
            raise DescriptionError(f"I do not know the ensemble “{ensemble}”. I can write for {_joined(list(ENSEMBLES))}.")
        plan = replace(plan, instruments=Wish(players))
    if plan.instruments and len(plan.instruments.value) > MAX_PARTS:
        raise DescriptionError(f"You asked for {len(plan.instruments.value)} parts. I can write for up to {MAX_PARTS}.")
    return plan


def _note_what_was_not_read(plan: Plan, text: Text) -> Plan:
    for written, word in text.corrected.items():
        if any(text.tokens[place] == word for place in text.known):
            plan = plan.noting(f"I read “{written}” as “{word}”.")
    letters = [character for character in text.description if character.isalpha()]
    foreign = sum(not unicodedata.name(character, "").startswith("LATIN") for character in letters)
    if not text.known or foreign > len(letters) / 3:
        plan = plan.noting(
            "I read English best and found little musical in these words, so I chose what they left open."
            if foreign <= len(letters) / 3
            else "I read English best; what I could not read in your words I chose for you."
        )
    return plan
