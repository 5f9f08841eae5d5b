"""From a sentence to a piece by rule: genres the corpus lacks get their own bucket, and their plans can be composed."""

import pytest

from compose.generation.plan import complete, conditions, read_plan
from compose.generation.procedural import STYLES, compose
from compose.music.report import report

SENTENCES = (
    ("a 12-bar blues for piano", "blues"),
    ("slow blues for saxophone and piano in Bb", "blues"),
    ("a jazz ballad for piano", "jazz ballad"),
    ("smoky slow jazz for violin and piano", "jazz ballad"),
    ("a stride piano piece", "stride"),
    ("fast swing for piano", "stride"),
    ("boogie woogie in C", "boogie-woogie"),
    ("a pop ballad for voice and piano", "pop ballad"),
    ("a love song for piano", "pop ballad"),
    ("melancholic piano ballad", "pop ballad"),
    ("ambient music for organ", "ambient"),
    ("lo-fi for guitar", "lo-fi"),
    ("lofi beat to study to", "lo-fi"),
    ("tango for violin and piano", "tango"),
    ("a fiery tango", "tango"),
    ("bossa nova for guitar", "bossa nova"),
    ("relaxed bossa for flute and piano", "bossa nova"),
    ("film music for string quartet", "cinematic"),
    ("a trailer for piano", "cinematic"),
    ("a fanfare for brass quintet", "fanfare"),
    ("a fanfare for organ in D major", "fanfare"),
)


@pytest.mark.parametrize(("sentence", "bucket"), SENTENCES)
def test_the_genre_gets_its_bucket_and_a_piece_that_keeps_the_plan(sentence: str, bucket: str):
    plan = complete(read_plan(sentence), None, 1)
    assert conditions(plan)["bucket"] == bucket
    score = compose(
        bucket, plan.header(), 5, form=plan.form.value, cadence=plan.cadence.value, density=plan.density.value, dynamic=plan.dynamics.value
    )
    asked = {line["field"]: line["is_met"] for line in report(score, plan.header(), plan.cadence.value)["fields"]}
    assert all(asked[field] for field in ("time", "tempo_qpm", "measure_count", "instruments", "cadence"))


def test_every_style_can_be_reached_by_words():
    assert {bucket for _, bucket in SENTENCES} == set(STYLES)


def test_other_genres_keep_the_buckets_of_the_corpus():
    for sentence, bucket in (("a rag for piano", "ragtime"), ("a flamenco for guitar", "guitar"), ("a symphony", "string quartet")):
        assert conditions(complete(read_plan(sentence), None, 1))["bucket"] in (bucket, "orchestral / choral-orchestral")
