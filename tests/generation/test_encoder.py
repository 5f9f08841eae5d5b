import shutil

import numpy as np
import pytest
import torch

from compose.generation.conditions import AXES, WORD_AXES
from compose.generation.encoder import STYLE_WIDTH, EncoderError, SentenceEncoder, TextEncoder, sentence_encoder_folder, style_vectors
from tests.generation.free_sentences import FREE_SENTENCES


@pytest.fixture(scope="module")
def encoder():
    return TextEncoder()


def test_styles_are_unit_vectors(encoder):
    style = encoder.style(["a slow sad waltz", "march"])
    assert style.shape == (2, STYLE_WIDTH) and torch.allclose(style.norm(dim=1), torch.ones(2), atol=1e-5)


def test_the_same_words_give_the_same_style_alone_and_among_others(encoder):
    alone = encoder.style(["a slow sad waltz"])[0]
    among = encoder.style(["a slow sad waltz", "a very much longer sentence about a furious toccata for the organ of a cathedral"])[0]
    assert torch.allclose(alone, among, atol=1e-5)


def test_kindred_words_lie_nearer_than_strangers(encoder):
    sad, mournful, cheerful = encoder.style(["a sad lullaby", "a mournful cradle song", "a cheerful military march"])
    assert sad @ mournful > sad @ cheerful


def test_the_sentence_vectors_are_those_of_the_model_card():
    """Source: sentence-transformers 6.2 on the same two sentences gives this cosine."""
    first, second = SentenceEncoder().embed(["slow sad waltz in D minor", "melancholic piano ballad"])
    assert float(first @ second) == pytest.approx(0.4481, abs=5e-4)


@pytest.mark.parametrize(
    "sentence, axis, wanted",
    [
        ("a gloomy and mournful piece", "valence", "low"),
        ("a joyful, sunny piece", "valence", "high"),
        ("furious and wild", "arousal", "high"),
        ("calm, sleepy, tender", "arousal", "low"),
        ("for string quartet", "ensemble", "strings"),
        ("for mixed choir", "ensemble", "choir"),
        ("a baroque piece", "period", "baroque"),
        ("a nocturne", "bucket", "romantic piano"),
        ("an Irish reel", "bucket", "celtic/fiddle dance tune (melody)"),
        ("in triple time", "time", "3/4"),
        ("in a minor key", "mode", "minor"),
    ],
)
def test_plain_words_are_understood(encoder, sentence, axis, wanted):
    value, confidence = encoder.infer(sentence)[axis]
    assert value == wanted and 0 < confidence <= 1


def test_a_sentence_about_nothing_says_nothing_of_the_metre(encoder):
    assert "time" not in encoder.infer("something for piano")


def test_freely_written_sentences_are_mostly_understood(encoder):
    with torch.inference_mode():
        logits = encoder.head.logits(encoder.style([sentence for sentence, _ in FREE_SENTENCES]))
    found = [
        encoder.axes[axis][int(logits[axis][number, 1:].argmax())] in wanted.split("|")
        for number, (_, axes) in enumerate(FREE_SENTENCES)
        for axis, wanted in axes.items()
    ]
    assert len(FREE_SENTENCES) == 60 and sum(found) / len(found) >= 0.65


def test_the_axes_are_conditions_that_words_can_tell_of(encoder):
    """A head that was trained before an axis came tells nothing of it."""
    assert encoder.axes == {axis: list(AXES[axis]) for axis in WORD_AXES if axis in encoder.axes} and len(encoder.axes) >= 9


def test_many_captions_are_embedded_in_their_order(encoder):
    captions = ["waltz", "a much longer caption about a slow and solemn march for organ", "jig"]
    vectors = style_vectors(captions, batch=2, encoder=encoder)
    assert vectors.dtype == np.float16 and np.allclose(vectors, encoder.style(captions).numpy(), atol=2e-3)


def test_a_changed_sentence_encoder_is_refused(tmp_path):
    shutil.copy(sentence_encoder_folder() / "tokenizer.json", tmp_path)
    with pytest.raises(EncoderError, match="missing"):
        SentenceEncoder(tmp_path)
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(EncoderError, match="not the file we know"):
        SentenceEncoder(tmp_path)


def test_a_missing_or_damaged_head_is_refused_in_one_sentence(tmp_path, encoder):
    with pytest.raises(EncoderError, match="missing or damaged"):
        TextEncoder(tmp_path, encoder.sentences)
    (tmp_path / "style.json").write_text('{"axes": {"mode": ["major", "minor"]}}')
    (tmp_path / "style.safetensors").write_bytes(b"not a checkpoint")
    with pytest.raises(EncoderError, match="missing or damaged"):
        TextEncoder(tmp_path, encoder.sentences)
