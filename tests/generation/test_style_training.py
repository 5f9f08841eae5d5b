import json
from random import Random

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from compose.generation.conditions import AXES, WORD_AXES, index
from compose.generation.encoder import SentenceEncoder, StyleHead, TextEncoder
from compose.generation.rolls import plain_notes
from compose.generation.style import MusicEncoder, RollEncoder, encode_pieces
from compose.generation.training import report_style, style_captions, style_lessons, style_training, train_style
from compose.generation.training.caption_facts import facts
from compose.generation.training.captions import Caption, caption, joined, word_captions
from compose.generation.training.free_sentences import free_sentences
from compose.generation.training.prepare import split_of, work_of
from compose.generation.training.style_baseline import features, regression
from compose.generation.training.style_captions import CAPTIONS_PER_PIECE
from compose.generation.training.style_ceiling import ceilings
from compose.generation.training.style_heads import evened, fitted_heads
from compose.generation.training.style_losses import agreement, contrast
from compose.generation.training.style_pieces import StylePiece, read_pieces, row_facts
from compose.generation.training.style_placing import heard_pieces, placed_pieces, train_places
from compose.generation.training.style_training import StyleTraining
from compose.generation.words import STYLES

from .small_corpus import held_out_title, left_out_rows, make_corpus, used_rows


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return make_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def trained(corpus, tmp_path_factory):
    work = tmp_path_factory.mktemp("style")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train_style, "word_captions", lambda random: word_captions(random)[:200])
        arguments = ["--corpus", str(corpus), "--work", str(work), "--out", str(work / "out"), "--procedural", "1"]
        assert train_style.main([*arguments, "--steps", "2", "--placing-steps", "40"]) == 0
    return work


def kinds_of_pieces(count: int, seed: int) -> list[StylePiece]:
    """Lively jigs and slow hymns by chance, in turns."""
    random, pieces = Random(seed), []
    for number in range(count):
        tonic = random.randrange(55, 67)
        if number % 2:
            pitches = [tonic + random.choice((0, 2, 4, 5, 7, 9, 11, 12)) for _ in range(48)]
            notes = [(index / 2, 0.5, pitch) for index, pitch in enumerate(pitches)]
            row = {"style_bucket": "celtic/fiddle dance tune (melody)", "meter": "6/8", "instruments": ["fiddle"], "tempo_bpm": 150}
        else:
            roots = [tonic + random.choice((0, 5, 7)) for _ in range(12)]
            notes = [(2 * index, 2, root + step) for index, root in enumerate(roots) for step in (-12, 0, 4, 7)]
            row = {"style_bucket": "hymn/chorale", "meter": "4/4", "instruments": ["choir/voice"], "tempo_bpm": 66, "tracks": 4}
        row |= {"id": f"made/{seed}/{number}", "title": f"made {number}", "licence": "CC0-1.0"}
        pieces.append(StylePiece(row, plain_notes(np.array(notes, float), None, row_facts(row)), "train"))
    return pieces


# Pieces


def test_the_split_is_that_of_prepare(corpus, tmp_path):
    pieces = read_pieces(corpus, used_rows(tmp_path), tmp_path)
    assert [piece.split for piece in pieces] == [split_of(work_of(piece.row)) for piece in pieces]
    assert pieces[0].row["title"] == held_out_title() and pieces[0].split == "validation"


def test_pieces_that_cannot_be_used_are_counted_and_left_out(corpus, tmp_path, capsys):
    rows = [*used_rows(tmp_path), *(row for row, _ in left_out_rows(tmp_path))]
    names = [piece.row["id"] for piece in read_pieces(corpus, rows, tmp_path)]
    assert names == ["scale", "piano", "waltz", "jig", "chorale", "short", "twin"]
    said = capsys.readouterr().err
    assert "no licence is stated': 1" in said and "another edition" in said and "no metre, or a fragment" in said


def test_notes_are_read_once_and_again_when_the_file_changed(corpus, tmp_path, capsys):
    rows = used_rows(tmp_path)
    first = read_pieces(tmp_path, rows, tmp_path)
    again = read_pieces(tmp_path, rows, tmp_path)
    assert all((one.notes.notes == two.notes.notes).all() for one, two in zip(first, again, strict=True))
    (tmp_path / "scale.mid").write_bytes((tmp_path / "chorale.mid").read_bytes())
    changed = read_pieces(tmp_path, rows, tmp_path)
    assert len(changed[0].notes.notes) == len(changed[4].notes.notes)
    assert [line.split(", ")[1][0] for line in capsys.readouterr().err.splitlines()] == ["5", "0", "1"]


def test_a_damaged_cache_is_made_again(corpus, tmp_path):
    (tmp_path / "style_notes.npz").write_bytes(b"not an archive")
    (tmp_path / "captions.npz").write_bytes(b"PK cut")
    assert len(read_pieces(corpus, used_rows(tmp_path), tmp_path)) == 5
    assert style_captions.embed(["a waltz"], tmp_path).shape == (1, 384)


# Losses


def test_a_caption_is_true_of_every_piece_that_has_what_it_says():
    said = torch.tensor([[True, False], [True, True]])
    classes = torch.tensor([[1, 5], [1, 6]])
    assert agreement(said, classes).tolist() == [[True, True], [False, True]]


def test_the_contrast_is_least_where_words_lie_on_their_music():
    torch.manual_seed(0)
    words = torch.nn.functional.normalize(torch.randn(6, 256), dim=1)
    right, wrong = (contrast(words, music, torch.tensor(10.0)) for music in (words, words.roll(1, 0)))
    assert right < 1 < wrong


# Training


def test_a_short_training_finds_music_by_words_above_chance():
    pieces, unseen = kinds_of_pieces(24, 1), kinds_of_pieces(12, 2)
    captions = list(style_captions.made_captions(pieces))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style_training, "TEXT_BATCH", 64)
        sentences = SentenceEncoder()
        vectors = sentences.embed([each.text for each in captions])
        words = style_lessons.Words(captions, vectors, torch.ones(len(captions)), CAPTIONS_PER_PIECE)
        head, rolls = StyleTraining(pieces, words, steps=60, batch=8).run()
    with torch.inference_mode():
        music, _ = encode_pieces(rolls, [piece.notes for piece in unseen])
        texts = head.style(sentences.embed(["an Irish jig in 6/8", "a slow hymn for choir"]))
    is_jig = torch.arange(12) % 2 == 1
    best = (texts @ music.T).topk(6).indices
    assert is_jig[best[0]].float().mean() > 0.75 and (~is_jig[best[1]]).float().mean() > 0.75


def test_whole_pieces_are_placed_by_what_is_counted_in_them():
    """The network hears nothing yet: its features are noise."""
    pieces, unseen = kinds_of_pieces(24, 1), kinds_of_pieces(12, 2)
    captions = list(style_captions.made_captions(pieces))
    sentences = SentenceEncoder()
    words = style_lessons.Words(captions, sentences.embed([each.text for each in captions]), torch.ones(len(captions)), CAPTIONS_PER_PIECE)
    head, rolls = StyleHead({axis: len(AXES[axis]) for axis in WORD_AXES}), RollEncoder().eval()
    before = rolls.stem[0].weight.clone()
    train_places(head, rolls, pieces, words, heard_pieces(rolls, pieces), steps=60)
    assert torch.equal(rolls.stem[0].weight, before)
    music = placed_pieces(rolls, heard_pieces(rolls, unseen))
    is_jig = torch.arange(12) % 2 == 1
    with torch.inference_mode():
        texts = head.style(sentences.embed(["an Irish jig in 6/8", "a slow hymn for choir"]))
        for side in music.unbind(1):  # with the facts and without
            best = (texts @ side.T).topk(6).indices
            assert is_jig[best[0]].float().mean() > 0.75 and (~is_jig[best[1]]).float().mean() > 0.75


def test_fitted_heads_hear_what_stays_where_it_was():
    """The heads before know nothing: what is told of words and music of unseen pieces is of the fitting alone."""
    pieces, unseen = kinds_of_pieces(24, 1), kinds_of_pieces(12, 2)
    captions = list(style_captions.made_captions(pieces))
    sentences = SentenceEncoder()
    words = style_lessons.Words(captions, sentences.embed([each.text for each in captions]), torch.ones(len(captions)), CAPTIONS_PER_PIECE)
    torch.manual_seed(0)
    head, rolls = StyleHead({"mode": 2}).eval(), RollEncoder().eval()  # of an older style space, which knew one axis
    fitted = fitted_heads(head, words, pieces, placed_pieces(rolls, heard_pieces(rolls, pieces)))
    asked = sentences.embed(["an Irish jig in 6/8", "a slow hymn for choir"])
    with torch.inference_mode():
        assert torch.equal(fitted.style(asked), head.style(asked))
        told = fitted.logits(fitted.style(asked))["bucket"].argmax(1)
        heard = fitted.logits(placed_pieces(rolls, heard_pieces(rolls, unseen))[:, 0])["bucket"][:, 1:].argmax(1) + 1
    jig, hymn = (index("bucket", name) for name in ("celtic/fiddle dance tune (melody)", "hymn/chorale"))
    assert told.tolist() == [jig, hymn]
    assert (heard == torch.tensor([hymn, jig] * 6)).float().mean() > 0.9


def test_a_rare_class_weighs_more_than_it_is_common_and_an_unknown_one_nothing():
    weights = evened(torch.tensor([1, 1, 1, 1, 2, 0, 0, 0]))
    assert weights.tolist() == pytest.approx([1 / 6] * 4 + [1 / 3] + [0] * 3)


def test_heads_alone_are_fitted_on_vectors_that_stay(trained, corpus, tmp_path):
    arguments = ["--corpus", str(corpus), "--work", str(trained), "--procedural", "1", "--from", str(trained / "out"), "--steps", "0"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train_style, "word_captions", lambda random: word_captions(random)[:100])
        assert train_style.main([*arguments, "--placing-steps", "0", "--out", str(tmp_path)]) == 0
    before, after = (load_file(folder / "style.safetensors") for folder in (trained / "out", tmp_path))
    changed = {name.split(".")[0] for name, tensor in after.items() if not torch.equal(tensor, before[name])}
    assert changed == {"heads"}


def test_vectors_can_only_stay_where_there_are_some(corpus, tmp_path, capsys):
    arguments = ["--corpus", str(corpus), "--work", str(tmp_path), "--out", str(tmp_path), "--placing-steps", "0"]
    with pytest.raises(SystemExit, match="2"):
        train_style.main(arguments)
    assert "needs --from DIR and --steps 0" in capsys.readouterr().err


def test_a_network_goes_on_from_another_one():
    pieces, words = kinds_of_pieces(4, 3), style_lessons.Words([], torch.zeros(0, 384), torch.zeros(0), CAPTIONS_PER_PIECE)
    old = RollEncoder(256, is_counted=False, fact_count=3)
    _, rolls = StyleTraining(pieces, words, steps=0, batch=2, start=old).run()
    assert torch.equal(rolls.high.second[0].weight, old.high.second[0].weight) and rolls.is_counted


def test_several_captions_make_one_description_that_says_what_all_of_them_say():
    captions = list(style_captions.made_captions(kinds_of_pieces(1, 3)))
    both = joined(captions[:2])
    assert all(each.text.rstrip(".!") in both.text for each in captions[:2])
    assert all(both.told[axis] == max(each.told[axis] for each in captions[:2]) for axis in WORD_AXES)
    assert both.named == captions[0].named | captions[1].named


def test_the_same_seed_trains_the_same_network():
    pieces = kinds_of_pieces(8, 3)
    captions = list(style_captions.made_captions(pieces))
    vectors = torch.randn(len(captions), 384, generator=torch.Generator().manual_seed(0))
    words = style_lessons.Words(captions, vectors, torch.ones(len(captions)), CAPTIONS_PER_PIECE)
    one, two = (StyleTraining(pieces, words, steps=2, batch=4).run() for _ in range(2))
    assert all(torch.equal(tensor, two[1].state_dict()[name]) for name, tensor in one[1].state_dict().items())


def test_training_writes_what_both_encoders_read(trained):
    folder = trained / "out"
    assert {path.name for path in folder.iterdir()} == {"style.safetensors", "style.json"}
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in folder.iterdir())
    TextEncoder(folder)
    heard = MusicEncoder(folder).recognise(kinds_of_pieces(2, 5)[1].notes)
    assert tuple(heard) == WORD_AXES


def test_style_vectors_hold_words_and_music_of_every_piece(trained):
    with np.load(trained / "style_vectors.npz") as data:
        assert data["kinds"].tolist() == ["text"] * CAPTIONS_PER_PIECE + ["music", "notes alone"]
        assert data["vectors"].shape == (18, CAPTIONS_PER_PIECE + 2, 256) and len(data["ids"]) == 18
        assert np.allclose(np.linalg.norm(data["vectors"].astype(np.float32), axis=-1), 1, atol=2e-3)


def test_the_committed_head_is_never_replaced_by_default(corpus, tmp_path):
    with pytest.raises(SystemExit):
        train_style.main(["--corpus", str(corpus), "--work", str(tmp_path)])


def test_a_corpus_without_pieces_is_refused(tmp_path, capsys):
    (tmp_path / "manifest.jsonl").write_text('{"id": "a", "file": "a.mid"}\n')
    assert train_style.main(["--corpus", str(tmp_path), "--work", str(tmp_path), "--out", str(tmp_path / "out"), "--procedural", "0"]) == 2
    assert "at least two pieces" in capsys.readouterr().err and not (tmp_path / "out").exists()


# Report


def test_the_baseline_learns_what_its_features_show():
    pieces = kinds_of_pieces(20, 7)
    inputs = torch.from_numpy(np.stack([features(piece.notes) for piece in pieces]))
    classes = torch.arange(20) % 2
    model = regression(inputs[:12], classes[:12], torch.ones(12), 2)
    assert (model(inputs[12:]).argmax(1) == classes[12:]).all() and inputs.isfinite().all()


def test_ranks_count_the_pieces_that_lie_nearer():
    music = torch.eye(4)
    assert report_style.ranks(music, music).tolist() == [0, 0, 0, 0]
    assert report_style.ranks(music.roll(1, 0), music).tolist() == [1, 1, 1, 1]


def test_the_ceiling_is_what_a_draw_among_the_true_pieces_gives():
    pieces = kinds_of_pieces(40, 9)
    for number, piece in enumerate(pieces):
        piece.row["key"] = "D minor" if number < 4 else "G major"
    told = dict.fromkeys(WORD_AXES, 0.0) | {"time": 1.0}
    captions = [Caption("a piece", piece.axes, told, named=frozenset({("key", piece.row["key"])})) for piece in pieces]
    axes, key, everything = ceilings("all", captions, pieces)
    assert axes["r10"] == pytest.approx(10 / 20) and axes["median_true"] == 20  # twenty jigs and twenty hymns
    assert key["r10"] == everything["r10"] == pytest.approx((4 * 1 + 36 * 10 / 18) / 40, abs=1e-4)
    assert key["r1"] == pytest.approx((4 / 2 + 36 / 18) / 40, abs=1e-4)


def test_a_caption_is_true_of_its_own_piece():
    for piece in kinds_of_pieces(6, 4):
        piece.row.update(key="Eb major", composer="Chopin", bars=32, quarters=96.0)
        made = [caption(piece.row, Random(seed)) for seed in range(60)]
        assert all(each.named <= facts(piece.row) for each in made)
        assert {name for each in made for name, _ in each.named} >= {"key", "composer", "bars"}


def test_scores_are_those_of_a_hand_count():
    figures = report_style.scores(torch.tensor([0, 0, 1, 2]), torch.tensor([0, 1, 1, 1]))
    assert figures["accuracy"] == 0.5 and figures["macro_f1"] == pytest.approx((2 / 3 + 1 / 2) / 2, abs=1e-4)


def test_the_report_prints_every_row(trained, corpus, capsys, monkeypatch):
    monkeypatch.setattr(report_style, "free_sentences", lambda: free_sentences()[:6])
    monkeypatch.setattr(report_style, "STYLES", dict(list(STYLES.items())[:4]))
    arguments = ["--weights", str(trained / "out"), "--corpus", str(corpus), "--work", str(trained), "--procedural", "1"]
    assert report_style.main(arguments) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["row"] for row in rows].count("scene") == 30
    assert {"retrieval", "ceiling", "understood", "scene"} <= {row["row"] for row in rows}
    assert next(row for row in rows if row["row"] == "retrieval")["pieces"] >= 1


def test_the_report_refuses_weights_that_are_missing(corpus, tmp_path, capsys):
    assert report_style.main(["--weights", str(tmp_path), "--corpus", str(corpus), "--work", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
