import json

import pytest

from compose.generation.plan import read_plan
from compose.models import Piece
from compose.node import Node
from compose.progress import Stream, stream_of
from compose.worker import Worker
from tests.factories import make_piece
from tests.web.composers import SteadyComposer

pytestmark = pytest.mark.django_db


def composed(measures: int = 6, on_measure=lambda number: None) -> Piece:
    plan = read_plan("slow waltz in D minor", measure_count=measures)
    piece = make_piece(description="slow waltz in D minor", plan=plan.to_json())
    Worker(SteadyComposer(on_measure), Node("here:1:a")).run_one()
    return Piece.objects.get(pk=piece.pk)


def frames_of(piece: Piece, after: int = 0) -> list[dict]:
    stream = stream_of(piece.generation)
    stream.refresh()
    return [json.loads(frame.text) for frame in stream.after(after)]


def test_a_late_comer_gets_one_frame_a_system():
    frames = frames_of(composed(6))
    assert [(frame["seq"], frame["event"]) for frame in frames] == [
        (1, "plan"), (2, "started"), (6, "measures"), (8, "measures"), (9, "done"),
    ]  # fmt: skip
    assert [(frame["system"], frame["first"], frame["last"]) for frame in frames[2:4]] == [(0, 1, 4), (1, 5, 6)]


def test_from_any_cursor_on_the_same_page_comes_together():
    piece = composed(6)
    whole = {frame["system"]: frame for frame in frames_of(piece) if frame["event"] == "measures"}
    for cursor in range(10):
        later = {frame["system"]: frame for frame in frames_of(piece, cursor) if frame["event"] == "measures"}
        assert later == {system: frame for system, frame in whole.items() if frame["seq"] > cursor}


def test_watching_measure_by_measure_ends_like_coming_late():
    seen: dict[int, dict] = {}
    piece_now: dict[str, Stream] = {}

    def look(number: int) -> None:
        stream = piece_now.setdefault("stream", Stream(Piece.objects.get().generation.pk))
        stream.refresh()
        seen.update({frame.body["system"]: frame.body for frame in stream.frames if frame.event == "measures"})

    piece = composed(9, on_measure=look)
    piece_now["stream"].refresh()
    seen.update({frame.body["system"]: frame.body for frame in piece_now["stream"].frames if frame.event == "measures"})
    late = Stream(piece.generation.pk)
    late.refresh()
    assert seen == {frame.body["system"]: frame.body for frame in late.frames if frame.event == "measures"}


def test_every_note_of_a_frame_is_in_its_drawing():
    for frame in frames_of(composed(6)):
        if frame["event"] == "measures":
            assert frame["svg"].startswith("<svg") and frame["notes"]
            assert all(note["id"] in frame["svg"] for note in frame["notes"])
            assert frame["parts"][0]["name"] == "Piano"


def test_a_cursor_from_the_future_starts_again():
    piece = composed(2)
    assert frames_of(piece, after=99) == frames_of(piece)


def test_a_system_that_cannot_be_drawn_is_logged_and_stops_nothing(monkeypatch, caplog):
    monkeypatch.setattr("compose.drawing.system_svg", lambda *_, **__: 1 / 0)
    piece = composed(2)
    frames = frames_of(piece)
    assert [frame["event"] for frame in frames] == ["plan", "started", "measures", "done"]
    assert frames[2]["svg"] == "" and frames[2]["notes"]
    assert piece.public_id in caplog.text and "ZeroDivisionError" in caplog.text


def test_reading_that_fails_loses_nothing(monkeypatch):
    stream = stream_of(composed(2).generation)
    with monkeypatch.context() as patch:
        patch.setattr("compose.drawing.sounding", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            stream.refresh()
    assert stream.refresh()
    assert [frame.event for frame in stream.frames] == ["plan", "started", "measures", "done"]


def test_a_waiting_piece_is_told_its_place():
    make_piece()
    second = make_piece()
    frame = stream_of(second.generation).waiting_frame()
    assert (frame.event, frame.seq, frame.body["position"]) == ("queue", 0, 2)


def test_done_offers_the_files():
    piece = composed(2)
    downloads = frames_of(piece)[-1]["downloads"]
    assert {"label": "MIDI", "extension": "mid", "url": f"/pieces/{piece.public_id}/score.mid"} in downloads
