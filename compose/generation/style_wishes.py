"""Composers, eras, genres and tempo words become wishes."""

from collections.abc import Iterator
from dataclasses import replace

from . import figures, words
from .description import Match, Text
from .wishes import INFERRED, Plan, Wish

GENERIC_STYLES = frozenset(
    ("folk dance", "folk", "sacred", "cinematic", "video game", "chamber music", "theme tune", "exercise", "chorale", "pop", "symphony")
)
AMBIGUOUS_COMPOSERS = frozenset(("field", "victoria", "sor", "byrd", "strauss"))
NAME_ENDINGS = ("esque", "ian", "ean", "ish", "an")
COMPOSER_LEADS = frozenset(("like", "of", "by", "la", "from", "as"))


def read_composer(plan: Plan, text: Text) -> Plan:
    for match in (*text.find(words.COMPOSERS, take=False), *_namesakes(text)):
        lead = text.tokens[match.first - 1] if match.first else ""
        if match.is_negated or (match.phrase in AMBIGUOUS_COMPOSERS and lead not in COMPOSER_LEADS):
            continue
        text.take(range(match.first, match.last))
        period, bucket = words.COMPOSERS[match.phrase]
        plan = replace(plan, period=period, bucket=bucket, era=Wish(period, INFERRED, 0.95, match.words))
        return plan.noting(f"I took the era and general style of {match.words}; no piece is copied.")
    return plan


def _namesakes(text: Text) -> Iterator[Match]:
    """ "Mozartian", "Chopinesque": a composer's name with a common ending."""
    for place, token in enumerate(text.tokens):
        name = next((token.removesuffix(ending) for ending in NAME_ENDINGS if token.endswith(ending)), "")
        for stem in (name, f"{name}y", f"{name}e", f"{name}o"):
            if len(name) > 2 and stem in words.COMPOSERS:
                yield Match(stem, text.as_written(range(place, place + 1)), place, place + 1, text.is_negated(place))
                break


def read_style(plan: Plan, text: Text) -> Plan:
    eras = [match for match in text.find(words.ERAS, take=False) if not match.is_negated]
    if eras:
        era = words.ERAS[eras[0].phrase]
        if plan.era is not None and plan.era.value != era:
            plan = plan.noting(f"{plan.era.words} is {plan.era.value} and you asked for {eras[0].words}; I took {era}.")
        plan = replace(plan, era=Wish(era, words=eras[0].words), period=era)
    genres = [match for match in text.find(words.GENRES, take=False) if not match.is_negated and _is_sure(text, match)]
    if not genres:
        return plan
    genres = [match for match in genres if not _qualifies(match, genres)]
    styles = [(words.STYLES[words.GENRES[match.phrase]], match) for match in genres]
    style, match = min(styles, key=lambda pair: (not pair[0].has_metre, pair[0].name in GENERIC_STYLES, pair[1].first))
    plan = replace(plan, genre=Wish(style.name, words=match.words), bucket=style.bucket or plan.bucket, period=plan.period or style.period)
    if style.has_metre:
        plan = _with_dance_metre(plan, style, match)
    other = next((each for each, _ in styles if each.has_metre and each.time != style.time and style.has_metre), None)
    if other:
        plan = plan.noting(f"You asked for both a {style.name} and a {other.name}; I took the {style.name}.")
    return plan


def _qualifies(match: Match, genres: list[Match]) -> bool:
    """Whether the word only tells what kind of a piece the next word names: the "suite" of a "suite prelude"."""
    return any(each.first == match.last and words.GENRES[each.phrase] not in GENERIC_STYLES for each in genres)


def _is_sure(text: Text, match: Match) -> bool:
    """Whether a word like "slide" means the dance."""
    company = words.UNSURE_GENRES.get(match.phrase)
    return company is None or bool(company.intersection(text.tokens))


def _with_dance_metre(plan: Plan, style: words.Style, match: Match) -> Plan:
    if plan.time is None:
        return replace(plan, time=Wish(figures.time_named(style.time), words=match.words))
    if not _are_kin(plan.time.value.beats, figures.time_named(style.time).beats):
        return plan.noting(f"A {style.name} is usually in {style.time}; you asked for {plan.time.value.name}, so I kept that.")
    return plan


def read_tempo_words(plan: Plan, text: Text) -> Plan:
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


def _are_kin(beats: int, usual: int) -> bool:
    """Whether two metres dance alike: both simple triple, both in groups of three, or neither."""
    return (beats == 3) == (usual == 3) and (beats in (6, 9, 12)) == (usual in (6, 9, 12))


def _farthest(usual: list[int]) -> int:
    return max(usual, key=lambda tempo: abs(tempo - usual[0]))
