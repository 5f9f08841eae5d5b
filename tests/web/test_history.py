from compose.history import changed_bars, ranges
from compose.music.reshaping import insert, set_tempo
from tests.music.factories import make_piano, make_score


def test_runs_of_bars_are_drawn_together():
    assert ranges([1, 2, 3, 5, 8, 9]) == "1–3, 5, 8–9"


def test_a_version_is_told_by_its_bars():
    score = make_piano()
    assert changed_bars(score, score) == "the same notes"
    assert changed_bars(score, insert(score, after=1, count=2)) == "2 bars inserted"
    assert changed_bars(score, set_tempo(score, 99)) == "tempo 88 → 99"
    assert changed_bars(make_score(), make_score(fifths=0, tempo_qpm=100)) == "the same notes"
    assert changed_bars(make_score(), make_score([("d'4 e'4 g'4 c''4", "<c e g>1"), ("d''4 b'4 c''2", "<g, b, d>2 <c e>2")])) == "bar 1"
