import numpy as np
import pytest

from compose.generation.conditions import index
from compose.generation.rolls import (
    LOWEST_PITCH,
    ROW_COUNT,
    WINDOW_COLUMNS,
    PlainNotes,
    fill_rolls,
    notes_of_midi,
    notes_of_score,
    plain_notes,
    window_starts,
)
from compose.music.midi_events import UnreadableMidi
from compose.music.transcription import read_midi
from tests.music.midi_files import SCALE, write_midi

TUNE = np.array(SCALE, float)


@pytest.fixture(scope="module")
def waltz(tmp_path_factory):
    notes = [(number, 1, pitch) for number, pitch in enumerate((69, 72, 76, 74, 71, 68, 72, 76, 72, 68, 71, 69))]
    return write_midi(tmp_path_factory.mktemp("midi") / "waltz.mid", [("Violin", 40, notes)], time=(3, 4), key="Am", tempo_qpm=140)


def test_a_roll_has_an_onset_channel_and_one_for_what_sounds():
    piece = plain_notes(np.array([(0, 2, 60), (1, 0.5, 64)]), 0)
    (roll,) = fill_rolls([piece], [0])
    assert roll.shape == (2, ROW_COUNT, WINDOW_COLUMNS)
    low, high = 60 - LOWEST_PITCH, 64 - LOWEST_PITCH
    assert np.argwhere(roll[0]).tolist() == [[low, 0], [high, 12]]
    assert roll[1, low].nonzero()[0].tolist() == list(range(24)) and roll[1, high].nonzero()[0].tolist() == list(range(12, 18))


def test_triplets_and_sixteenths_keep_their_places():
    piece = plain_notes(np.array([(0, 1 / 3, 60), (1 / 3, 1 / 3, 60), (2 / 3, 1 / 3, 60), (1, 0.25, 60), (1.25, 0.25, 60)]), 0)
    assert fill_rolls([piece], [0])[0, 0, 60 - LOWEST_PITCH].nonzero()[0].tolist() == [0, 4, 8, 12, 15]


def test_a_window_inside_a_piece_shows_held_notes_without_an_onset():
    piece = plain_notes(np.array([(0, 40, 60), (20, 1, 62), (39, 1, 62)]), 0)
    (roll,) = fill_rolls([piece], [16 * 12])
    assert roll[1, 60 - LOWEST_PITCH].all() and not roll[0, 60 - LOWEST_PITCH].any()
    assert roll[0, 62 - LOWEST_PITCH].nonzero()[0].tolist() == [48]


def test_overlapping_notes_of_one_pitch_do_not_cancel():
    piece = plain_notes(np.array([(0, 4, 60), (1, 1, 60)]), 0)
    assert fill_rolls([piece], [0])[0, 1, 60 - LOWEST_PITCH].nonzero()[0].tolist() == list(range(48))


def test_many_pieces_give_the_rolls_each_gives_alone():
    pieces = [plain_notes(TUNE, 0), plain_notes(TUNE[:3], 2), plain_notes(TUNE, -3)]
    together = fill_rolls(pieces, [0, 12, 24])
    alone = np.concatenate([fill_rolls([piece], [start]) for piece, start in zip(pieces, [0, 12, 24], strict=True)])
    assert (together == alone).all()


@pytest.mark.parametrize("up", range(-6, 6))
def test_the_same_tune_in_another_key_gives_the_same_roll_or_one_an_octave_away(up):
    fifths = (7 * up + 5) % 12 - 5
    moved = TUNE + np.array((0, 0, up))
    original, shifted = fill_rolls([plain_notes(TUNE, 0)], [0]), fill_rolls([plain_notes(moved, fifths)], [0])
    octave = up + plain_notes(moved, fifths).shift
    assert octave in (0, 12, -12) and (octave == 0 or up < -5)
    assert (np.roll(original, octave, 2) == shifted).all()


def test_the_signature_is_found_when_none_is_given():
    assert plain_notes(TUNE + np.array((0, 0, 2))).fifths == 2


def test_notes_beyond_the_keyboard_are_left_out():
    assert not fill_rolls([plain_notes(np.array([(0, 1, 5), (0, 1, 120)]), 0)], [0]).any()


def test_a_score_and_its_midi_file_have_the_same_notes(waltz):
    score, _ = read_midi(waltz)
    ours, theirs = notes_of_midi(waltz), notes_of_score(score)
    assert (ours.notes == theirs.notes).all() and ours.fifths == theirs.fifths == 0
    assert ours.facts[0] == theirs.facts[0] == index("tempo_class", "140-167")
    assert ours.facts[2] == theirs.facts[2] == index("time", "3/4")
    assert theirs.facts[1] == index("ensemble", "melody")


def test_a_file_without_notes_is_refused(tmp_path):
    (tmp_path / "broken.mid").write_bytes(b"MThd and no more")
    with pytest.raises(UnreadableMidi):
        notes_of_midi(tmp_path / "broken.mid")


def test_windows_spread_over_the_piece_and_are_fewer_in_a_short_one():
    assert window_starts(100, 8) == window_starts(0, 8) == [0]
    assert window_starts(WINDOW_COLUMNS * 20, 8)[-1] == WINDOW_COLUMNS * 19 and len(window_starts(WINDOW_COLUMNS * 20, 8)) == 8
    assert len(window_starts(WINDOW_COLUMNS + 12, 8)) == 2


def test_nothing_at_all_has_no_columns():
    assert plain_notes(np.zeros((0, 3))).column_count == 0 and isinstance(plain_notes(np.zeros((0, 3))), PlainNotes)
