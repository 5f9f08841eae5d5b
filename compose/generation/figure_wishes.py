"""Figures become wishes: metre, tempo, length and key, each with what was refused and what had to be chosen between."""

from collections.abc import Mapping
from dataclasses import replace

from compose.music.score import KeySignature, TimeSignature

from . import figures, keys, words
from .description import DescriptionError, Match, Text
from .wishes import Plan, Wish


def read_figures(plan: Plan, text: Text, settings: Mapping[str, object]) -> Plan:
    """The plan with its hard fields. settings: what was set by hand and wins, None where it was not.

    Raises DescriptionError with everything that lies beyond the limits.
    """
    refused: list[str] = []
    tempos, metres = figures.tempos(text), figures.metres(text)
    durations, counts = figures.durations(text), figures.measure_counts(text)
    plan = _read_time(plan, text, metres, refused, settings["time"])
    plan = _read_tempo(plan, tempos, refused, settings["tempo_qpm"])
    plan = _read_length(plan, durations, counts, refused, settings["measure_count"])
    plan = _read_key(plan, text, refused)
    if refused:
        raise DescriptionError(f"You asked for {joined(refused)}. I can write {limits()}.")
    return plan


def limits() -> str:
    """What can be asked for, in words."""
    slowest, fastest = figures.TEMPO_LIMITS
    fewest, most = figures.MEASURE_LIMITS
    return (
        f"the metres {joined(list(figures.TIMES))}, tempos from {slowest} to {fastest} quarter notes a minute, "
        f"{fewest} to {most} measures, and keys with up to seven sharps or flats"
    )


def joined(items: list[str]) -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _read_time(plan: Plan, text: Text, metres: list[figures.Figure], refused: list[str], setting: object) -> Plan:
    named = [figures.Figure(_pair(words.METRES[match.phrase]), match.words, match.is_negated) for match in text.find(words.METRES)]
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
    found = [key for key in keys.keys(text) if not key.is_negated]
    tonics = [tonic for tonic in keys.tonics(text) if not tonic.is_negated]
    signatures = keys.signatures(text)
    modes = [match for match in text.find(("major", "minor")) if not _is_no_mode(text, match)]
    mode = next(({"major": "minor", "minor": "major"}[match.phrase] if match.is_negated else match.phrase for match in modes), None)
    mode_words = modes[0].words if modes else ""
    if mode is None and (church := text.find(words.CHURCH_MODES)):
        mode, mode_words = words.CHURCH_MODES[church[0].phrase], church[0].words
        plan = plan.noting(f"I write in major or minor; for {church[0].words} I took {mode}.")
    if found:
        return _with_key(plan, found, mode, {tonic.value for tonic in tonics})
    if signatures and not tonics:
        fifths = signatures[0].value
        if abs(fifths) > 7:
            refused.append(signatures[0].words)
        else:
            return replace(plan, key=Wish(KeySignature(fifths, mode or "major"), words=signatures[0].words))
    if tonics and mode:
        return replace(plan, key=Wish(keys.key_at(tonics[0].value, mode), words=f"{tonics[0].words} … {mode_words}"))
    if tonics:
        plan = replace(plan, tonic=Wish(tonics[0].value, words=tonics[0].words))
    if len({match.phrase for match in modes if not match.is_negated}) > 1:
        plan = plan.noting(f"You asked for both major and minor; I keep one home key and took {mode}.")
    return replace(plan, mode=Wish(mode, words=mode_words)) if mode else plan


def _is_no_mode(text: Text, match: Match) -> bool:
    """Whether "minor" or "major" is about something else, as in "a minor problem"."""
    return match.last < len(text.tokens) and text.tokens[match.last] in words.NOT_MODES


def _with_key(plan: Plan, found: list[figures.Figure], other_mode: str | None, tonics: set[int]) -> Plan:
    tonic, mode, church = found[0].value
    key = keys.key_at(tonic, mode)
    if church:
        plan = plan.noting(f"I write in major or minor; for {found[0].words} I took {key.name}.")
    if key.tonic != tonic:
        plan = plan.noting(
            f"{keys.key_text(tonic, mode)} needs more than seven accidentals; I wrote it as {key.name}, which sounds the same."
        )
    if len({figure.value[:2] for figure in found}) > 1 or tonics - {tonic}:
        plan = plan.noting(f"You named several keys; I keep one home key and took {key.name}.")
    elif other_mode not in (None, mode):
        plan = plan.noting(f"You asked for {found[0].words} and for {other_mode}; I took {key.name}.")
    return replace(plan, key=Wish(key, words=found[0].words))
