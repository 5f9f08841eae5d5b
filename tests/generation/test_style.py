import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from compose.generation.conditions import AXES, WORD_AXES
from compose.generation.encoder import STYLE_WIDTH, WEIGHTS, EncoderError, StyleHead, TextEncoder
from compose.generation.rolls import notes_of_score, plain_notes
from compose.generation.style import MusicEncoder, RollEncoder, encode_pieces
from compose.generation.training.train_style import save
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
    assert sum(parameter.numel() for parameter in RollEncoder().parameters()) <= 2_500_000
    assert (WEIGHTS / "style.safetensors").stat().st_size < 6_000_000


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
    assert tuple(heard) == tuple(encoder.axes)
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


@pytest.mark.parametrize("shape", [{"hidden": 256, "is_counted": False, "fact_count": 3}, {}])
def test_a_file_tells_the_shape_of_its_network(tmp_path, scores, shape):
    torch.manual_seed(1)
    head, rolls = StyleHead({axis: len(AXES[axis]) for axis in WORD_AXES}, 256 if shape else 512).eval(), RollEncoder(**shape).eval()
    save(head, rolls, tmp_path, {})
    heard, _ = encode_pieces(rolls, [notes_of_score(scores["jig"])])
    assert torch.allclose(MusicEncoder(tmp_path).music([scores["jig"]]), heard, atol=0.02)
    assert torch.allclose(TextEncoder(tmp_path).head.style(torch.ones(1, 384)), head.style(torch.ones(1, 384)), atol=0.02)


def test_tempo_players_metre_and_staves_move_a_piece_and_hiding_them_does_not(scores):
    rolls = RollEncoder().eval()
    piece = notes_of_score(scores["waltz"])
    assert all(piece.facts) and piece.facts[3] == 2
    for number in range(len(piece.facts)):
        changed = replace(piece, facts=tuple(0 if each == number else fact for each, fact in enumerate(piece.facts)))
        (full, without), (bare, bare_too) = encode_pieces(rolls, [piece, changed])
        assert not torch.allclose(full, without, atol=1e-3) and torch.allclose(bare, bare_too)


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
