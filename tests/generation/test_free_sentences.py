from random import Random

from compose.generation.conditions import AXES, WORD_AXES
from compose.generation.description import MAX_CHARACTERS
from compose.generation.training.captions import word_captions
from compose.generation.training.free_sentences import free_sentences

SENTENCES = free_sentences()


def test_there_are_enough_and_every_one_is_its_own():
    assert len(SENTENCES) >= 200
    assert len({sentence.id for sentence in SENTENCES}) == len({sentence.text.lower() for sentence in SENTENCES}) == len(SENTENCES)
    assert all(sentence.text == sentence.text.strip() and len(sentence.text) <= MAX_CHARACTERS for sentence in SENTENCES)


def test_every_gold_label_is_a_value_of_its_axis():
    for sentence in SENTENCES:
        assert sentence.gold and set(sentence.gold) <= set(WORD_AXES), sentence.id
        assert all(values and set(values) < set(AXES[axis]) for axis, values in sentence.gold.items()), sentence.id


def test_every_bucket_has_sentences_of_its_own():
    meant = [sentence.gold["bucket"][0] for sentence in SENTENCES if "bucket" in sentence.gold]
    assert all(meant.count(bucket) >= 3 for bucket in AXES["bucket"])


def test_none_of_them_is_among_the_training_words():
    trained = {made.text.lower().strip(".!") for made in word_captions(Random(20))}
    assert not trained & {sentence.text.lower().strip(".!") for sentence in SENTENCES}
