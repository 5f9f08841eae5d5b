"""The panel of figures on finished scores: what each says of music whose answer is known."""

import numpy as np
import pytest

from compose.generation.training import panel
from compose.generation.training.evaluate_styles import Compared, classifier_row, panel_rows
from compose.music.reading.kinds import read
from compose.music.score import Score
from tests.music.factories import ALL


def tune(body: str, key: str = "C") -> Score:
    return read(f"X:1\nM:4/4\nL:1/4\nK:{key}\n{body}\n".encode()).score


@pytest.mark.parametrize("name", ALL)
def test_every_figure_is_a_number(name):
    values = panel.table([ALL[name]()])
    assert values.shape == (1, len(panel.PANEL)) and np.isfinite(values).all()


def test_one_note_over_and_over_is_the_end_of_every_scale():
    score = tune("CCCC | CCCC | CCCC | CCCC |")
    assert panel.pitch_class_entropy(score) == 0 and panel.scale_consistency(score) == 1
    assert panel.groove_consistency(score) == 1 and panel.distinct_measures(score) == 0.25
    assert panel.phrase_repetition(score) == pytest.approx(1 - 1 / 12) and panel.compression(score) > 2


def test_all_twelve_notes_are_as_much_entropy_as_there_is():
    score = tune("C ^C D ^D | E F ^F G | ^G A ^A B |")
    assert panel.pitch_class_entropy(score) == pytest.approx(np.log2(12))
    assert panel.scale_consistency(score) == pytest.approx(7 / 12)
    assert panel.accidentals_per_measure(score) == pytest.approx(5 / 3)


def test_the_signature_counts_and_not_the_key_of_c():
    assert panel.accidentals_per_measure(tune("D E F G | A B c d |", key="D")) == 0


def test_rhythm_alone_makes_the_groove():
    assert panel.groove_consistency(tune("CDEF | GABc |")) == 1
    assert panel.groove_consistency(tune("CDEF | G4 |")) == pytest.approx(1 - 3 / 96)


def test_leaps_and_chords_are_measured_in_semitones():
    score = tune("C c' C c' | [CEGc]4 |")
    assert panel.leaps(score) == 3 / 4  # the last one is an octave, which is no more than an octave
    assert panel.widest_chord(tune("[Cc]4 | [Cc]4 |")) == 12


def test_nine_in_ten_real_pieces_are_usual():
    rng = np.random.default_rng(0)
    real, other, far = rng.normal(size=(500, 3)), rng.normal(size=(500, 3)), rng.normal(5, size=(500, 3))
    assert (panel.usual_share(other, real) > 0.85).all() and (panel.usual_share(far, real) < 0.05).all()


@pytest.fixture
def styles() -> list[Compared]:
    """Slow scales and quick leaps; what is "generated" for the second style is music of the first."""
    slow = [tune(f"{'CDEFGAB'[number:]}{'CDEFGAB'[:number]}C |" * 4) for number in range(7)]
    quick = [tune("C/c'/D/b/E/a/F/g/ |" * (number + 2)) for number in range(7)]
    return [Compared("slow", slow[:3], slow[3:], slow), Compared("quick", slow[3:], quick[3:], quick)]


def test_a_classifier_of_real_music_is_asked_about_both(styles):
    row = classifier_row(styles)
    assert (row["real"], row["chance"]) == (1.0, 0.5) and row["generated"] == pytest.approx(3 / 7, abs=1e-3)


def test_each_piece_is_usual_or_not_among_those_of_its_style(styles):
    rows = {row["figure"]: row for row in panel_rows(styles)}
    assert set(rows) == set(panel.PANEL)
    assert rows["leaps"]["usual_real"] == 1 and rows["leaps"]["usual_generated"] == pytest.approx(3 / 7, abs=1e-3)
