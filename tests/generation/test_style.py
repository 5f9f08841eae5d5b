import json
import shutil

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from compose.generation.conditions import WORD_AXES
from compose.generation.encoder import STYLE_WIDTH, WEIGHTS, EncoderError, TextEncoder
from compose.generation.rolls import plain_notes
from compose.generation.style import MusicEncoder, RollEncoder
from compose.music.transcription import read_midi
from tests.music.midi_files import SCALE, write_midi

from .small_corpus import BASS, CHORALE, JIG, WALTZ

TUNE = np.array(SCALE, float)


@pytest.fixture(scope="module")
def encoder():
    return MusicEncoder()


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scores")
    write_midi(folder / "jig.mid", [("Fiddle", 110, JIG)], time=(6, 8), key="D", tempo_qpm=110)
    write_midi(folder / "chorale.mid", CHORALE, tempo_qpm=72)
    write_midi(folder / "waltz.mid", [("Piano RH", 0, WALTZ), ("Piano LH", 0, BASS)], time=(3, 4), key="Am", tempo_qpm=140)
    return {name: read_midi(folder / f"{name}.mid")[0] for name in ("jig", "chorale", "waltz")}


def test_the_network_is_small_and_its_file_too():
    assert sum(parameter.numel() for parameter in RollEncoder().parameters()) <= 2_000_000
    assert (WEIGHTS / "style.safetensors").stat().st_size < 5_000_000


def test_music_gives_unit_vectors_beside_those_of_words(encoder, scores):
    vectors = encoder.music(list(scores.values()))
    assert vectors.shape == (3, STYLE_WIDTH) and torch.allclose(vectors.norm(dim=1), torch.ones(3), atol=1e-5)
    assert TextEncoder().style(["a jig"]).shape[1] == vectors.shape[1]


def test_the_same_notes_give_the_same_vector_alone_and_among_others(encoder, scores):
    alone, among = encoder.music([scores["jig"]])[0], encoder.music(list(scores.values()))[0]
    assert torch.allclose(alone, among, atol=1e-5) and torch.equal(alone, encoder.music([scores["jig"]])[0])


@pytest.mark.parametrize("up", (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5))
def test_another_key_changes_nothing(encoder, up):
    fifths = (7 * up + 5) % 12 - 5
    moved = encoder.music([plain_notes(TUNE + np.array((0, 0, up)), fifths)])
    assert torch.allclose(moved, encoder.music([plain_notes(TUNE, 0)]), atol=1e-5)


def test_both_sides_have_the_same_heads(encoder):
    words = TextEncoder().head.state_dict()
    assert words.keys() == encoder.head.state_dict().keys()
    assert all(torch.equal(tensor, words[name]) for name, tensor in encoder.head.state_dict().items())


def test_a_score_is_recognised_on_every_axis(encoder, scores):
    heard = encoder.recognise(scores["jig"])
    assert tuple(heard) == WORD_AXES
    assert all(value in encoder.axes[axis] and 0 < chance <= 1 for axis, (value, chance) in heard.items())
    assert heard["bucket"][0] == "celtic/fiddle dance tune (melody)" and heard["time"][0] == "6/8" and heard["mode"][0] == "major"


def test_words_find_the_music_they_mean(encoder, scores):
    words = TextEncoder().style(["an Irish jig for fiddle in 6/8", "a chorale for choir"])
    music = encoder.music([scores["jig"], scores["chorale"]])
    near = words @ music.T
    assert near[0, 0] > near[0, 1] and near[1, 1] > near[1, 0]


def test_music_without_notes_is_refused(encoder):
    with pytest.raises(EncoderError, match="without notes"):
        encoder.music([plain_notes(np.zeros((0, 3)))])


@pytest.fixture
def copy(tmp_path):
    for name in ("style.json", "style.safetensors"):
        shutil.copy(WEIGHTS / name, tmp_path)
    return tmp_path


def test_a_file_without_the_music_side_is_refused(copy):
    tensors = load_file(copy / "style.safetensors")
    save_file({name: tensor for name, tensor in tensors.items() if not name.startswith("music.")}, copy / "style.safetensors")
    with pytest.raises(EncoderError, match="no music side"):
        MusicEncoder(copy)
    TextEncoder(copy)  # words are understood all the same


@pytest.mark.parametrize("content", [None, b"", b"not a checkpoint"])
def test_a_missing_or_damaged_file_is_refused(copy, content):
    (copy / "style.safetensors").unlink()
    if content is not None:
        (copy / "style.safetensors").write_bytes(content)
    with pytest.raises(EncoderError, match="missing or damaged"):
        MusicEncoder(copy)


@pytest.mark.parametrize("config", ["", "[]", "{}", '{"axes": 3}', '{"axes": {"mode": ["dorian"]}}'])
def test_a_configuration_of_another_kind_is_refused(copy, config):
    (copy / "style.json").write_text(config)
    with pytest.raises(EncoderError):
        MusicEncoder(copy)


def test_heads_for_other_axes_are_refused(copy):
    config = json.loads((copy / "style.json").read_text())
    config["axes"]["period"] = config["axes"]["period"][:-1]
    (copy / "style.json").write_text(json.dumps(config))
    with pytest.raises(EncoderError, match="other axes"):
        MusicEncoder(copy)
