from io import BytesIO

import numpy as np
import pytest
import soundfile

from compose.music import audio

from .factories import make_piano, make_quartet, make_score


def test_a_wav_holds_the_whole_piece_at_a_sound_level():
    score = make_quartet()
    samples, rate = soundfile.read(BytesIO(audio.render_wav(score)))
    assert rate == 44100 and abs(len(samples) / rate - score.duration_seconds - audio.TAIL_SECONDS) < 0.1
    assert 0.05 < np.abs(samples).max() < 1


def test_an_mp3_can_be_read_back():
    samples, rate = soundfile.read(BytesIO(audio.render_mp3(make_piano())))
    assert rate == 44100 and np.abs(samples).max() > 0.05


def test_both_are_marked_as_machine_made():
    for data in (audio.render(make_piano(), "wav"), audio.render(make_piano(), "mp3")):
        assert b"AI-generated music (model abc123, seed 7)" in data
    assert "AI-generated" in soundfile.SoundFile(BytesIO(audio.render_wav(make_piano()))).copy_metadata()["comment"]


def test_the_same_score_sounds_the_same():
    assert audio.render_wav(make_piano()) == audio.render_wav(make_piano())


def test_a_rest_is_silent():
    samples, _ = soundfile.read(BytesIO(audio.render_wav(make_score([("r1", "r1")]))))
    assert np.abs(samples).max() == 0


def test_it_refuses_other_formats_and_fonts(tmp_path):
    with pytest.raises(audio.AudioError):
        audio.render(make_piano(), "aiff")
    with pytest.raises(audio.AudioError):
        audio.render_wav(make_piano(), tmp_path / "none.sf2")
