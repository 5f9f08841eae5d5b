"""Scores as columns keep them: a header, and the steps of each measure."""

from compose.music.header import Header
from compose.music.score import Score
from compose.music.tokenizer import decode, encode_measures


def steps_by_measure(score: Score) -> tuple[dict, list]:
    header, measures = encode_measures(score)
    return header.to_json(), measures


def score_from(header: dict, steps: list, title: str = "") -> Score:
    return decode(Header.from_json(header), [step for measure in steps for step in measure], title=title)
