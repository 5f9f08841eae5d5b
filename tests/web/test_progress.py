import json
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from compose import housekeeping, progress
from compose.generation.plan import read_plan
from compose.models import Piece, Version
from compose.music.errors import ComposeError
from compose.node import Node
from compose.progress import Stream, stream_of
from compose.worker import Worker
from tests.factories import make_piece
from tests.web.composers import SteadyComposer

pytestmark = pytest.mark.django_db


PLAIN = "slow waltz in D minor"
SWELLING = "slow waltz in D minor for solo flute, growing louder"  # towards measures 9, 13 and the last


def composed(measures: int = 6, on_measure=lambda number: None, description: str = PLAIN) -> Piece:
    plan = read_plan(description, measure_count=measures)
    piece = make_piece(description=description, plan=plan.to_json())
    Worker(SteadyComposer(on_measure), Node("here:1:a")).run_one()
    return Piece.objects.get(pk=piece.pk)


def frames_of(piece: Piece, after: int = 0) -> list[dict]:
    stream = stream_of(piece.generation.pk)
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


def watch(measures: int, description: str) -> tuple[list[dict], list[list[dict]]]:
    """The frames that somebody gets who looks at every measure; and for each look what a late comer would have got."""
    seen, late, watching = [], [], []

    def look(number: int = 0) -> None:
        if not watching:
            watching.append(Stream(Piece.objects.get().generation.pk))
        watching[0].refresh()
        seen.extend(json.loads(frame.text) for frame in watching[0].after(seen[-1]["seq"] if seen else 0))
        fresh = Stream(watching[0].generation_id)
        fresh.refresh()
        late.append([json.loads(frame.text) for frame in fresh.frames])

    composed(measures, on_measure=look, description=description)
    look()
    return seen, late


@pytest.mark.parametrize(("measures", "description"), [(9, PLAIN), (18, SWELLING)])
def test_watching_measure_by_measure_is_like_coming_late_at_every_moment(measures, description):
    seen, late = watch(measures, description)
    assert [frame["seq"] for frame in seen] == list(range(1, measures + 4))
    for frames in late:
        assert whole_piece(frames) == whole_piece([frame for frame in seen if frame["seq"] <= frames[-1]["seq"]])


def test_a_hairpin_out_of_a_system_is_shown_as_soon_as_its_end_is_written():
    seen, _late = watch(18, SWELLING)
    eighth, ninth = (frame for frame in seen if frame["seq"] in (10, 11))
    (again,) = ninth["redrawn"]
    assert (again["system"], again["first"], again["last"]) == (1, 5, 8) and (ninth["system"], ninth["first"]) == (2, 9)
    assert 'class="hairpin' in again["svg"] and 'class="hairpin' not in eighth["svg"] + ninth["svg"]
    assert again["notes"][-1]["velocity"] > eighth["notes"][-1]["velocity"]
    assert [(frame["last"], [system["system"] for system in frame["redrawn"]]) for frame in seen if "redrawn" in frame] == [
        (9, [1]), (13, [2]), (18, [3]),
    ]  # fmt: skip


@pytest.mark.parametrize(("seen_measures", "hairpins"), [(8, 0), (9, 1), (10, 1), (13, 2)])
def test_a_page_that_is_opened_while_a_piece_grows_shows_it_too(client, seen_measures, hairpins):
    pages = []

    def look(number: int) -> None:
        if number == seen_measures + 1:
            piece = Piece.objects.get()
            client.force_login(piece.composer)
            pages.append(client.get(piece.get_absolute_url()).content.decode())

    composed(18, on_measure=look, description=SWELLING)
    assert pages[0].count('class="hairpin') == hairpins
    assert len(re.findall(r'data-system="\d+"', pages[0])) == -(-seen_measures // 4)


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
    stream = stream_of(composed(2).generation.pk)
    with monkeypatch.context() as patch:
        patch.setattr("compose.drawing.sounding", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            stream.refresh()
    assert stream.refresh()
    assert [frame.event for frame in stream.frames] == ["plan", "started", "measures", "done"]


def test_a_waiting_piece_is_told_its_place():
    make_piece()
    second = make_piece()
    frame = stream_of(second.generation.pk).waiting_frame()
    assert (frame.event, frame.seq, frame.body["position"]) == ("queue", 0, 2)


def test_done_offers_the_files():
    piece = composed(2)
    downloads = frames_of(piece)[-1]["downloads"]
    assert {"label": "MIDI", "extension": "mid", "url": f"/pieces/{piece.public_id}/score.mid"} in downloads


def fold(piece: Piece) -> int:
    return housekeeping.fold_logs(finished_before=timezone.now() + timedelta(seconds=1))


def whole_piece(frames: list[dict]) -> dict:
    """What a page holds after these frames, by the rules of docs/progress.md."""
    page: dict = {"systems": {}}
    for frame in frames:
        told = {name: value for name, value in frame.items() if name not in ("seq", "event")}
        told.pop("redrawn", None)
        for system in frame.get("redrawn", ()):
            page["systems"][system["system"]] = system
        if frame["event"] == "snapshot":
            page = told | {"systems": {system["system"]: system for system in told["systems"]}}
        elif frame["event"] == "measures":
            page["systems"][told["system"]] = told
        elif frame["event"] != "started":
            page |= told
    return page


@pytest.mark.parametrize("cursor", range(10))
def test_a_snapshot_and_what_follows_is_the_whole_piece_for_every_old_cursor(cursor):
    piece = composed(6)
    as_it_was = whole_piece(frames_of(piece))
    assert fold(piece) == 1 and [event.seq for event in piece.generation.events.all()] == [9]
    progress._streams.clear()
    frames = frames_of(piece, cursor)
    assert [(frame["seq"], frame["event"]) for frame in frames] == [(8, "snapshot"), (9, "done")][0 if cursor < 8 else cursor - 7 :]
    if cursor < 8:
        assert whole_piece(frames) == as_it_was


def test_a_process_that_was_in_the_middle_when_the_log_was_folded_goes_on_with_a_snapshot():
    seen: dict[str, Stream] = {}

    def look(number: int) -> None:
        if number == 4:
            seen["stream"] = Stream(Piece.objects.get().generation.pk)
            seen["stream"].refresh()

    piece = composed(6, on_measure=look)
    stream = seen["stream"]
    assert stream.measures_done == 3
    fold(piece)
    assert stream.refresh() and stream.measures_done == 6
    assert [(frame.seq, frame.event) for frame in stream.frames] == [(8, "snapshot"), (9, "done")]


def test_a_folded_piece_is_shown_and_taken_away_as_before(client):
    piece = composed(6)
    client.force_login(piece.composer)
    paths = [piece.get_absolute_url(), *(f"{piece.get_absolute_url()}score.{extension}" for extension in ("musicxml", "mid", "svg", "abc"))]
    before = [without_form_tokens(client.get(path).content) for path in paths]
    assert fold(piece) == 1
    progress._streams.clear()
    assert [without_form_tokens(client.get(path).content) for path in paths] == before
    twin = client.get(f"{piece.get_absolute_url()}events/").json()
    assert [frame["event"] for frame in twin["frames"]] == ["snapshot", "done"] and twin["is_final"] and twin["last_seq"] == 9


def without_form_tokens(page: bytes) -> bytes:
    return re.sub(rb'csrfmiddlewaretoken" value="\w+"', b"", page)


def test_only_logs_of_long_finished_pieces_are_folded():
    finished, _waiting = composed(2), make_piece()
    assert housekeeping.tidy(log_days=7).folded_logs == 0
    assert housekeeping.tidy(log_days=0).folded_logs == 1
    assert housekeeping.tidy(log_days=0).folded_logs == 0
    assert finished.generation.events.count() == 1


def test_a_log_that_tells_more_than_its_piece_is_kept(caplog):
    piece = composed(4)
    Version.objects.update(steps=piece.current.steps[:3])
    assert fold(piece) == 0 and piece.generation.events.count() == 7
    assert "it is kept" in caplog.text


def test_a_failed_piece_says_why_after_its_log_was_folded(client):
    def fall(number: int) -> None:
        if number == 3:
            raise ComposeError("the composer is at a loss")

    piece = composed(6, on_measure=fall)
    assert piece.generation.status == "failed" and fold(piece) == 1
    progress._streams.clear()
    assert [frame["event"] for frame in frames_of(piece)] == ["snapshot", "failed"]
    client.force_login(piece.composer)
    assert frames_of(piece)[-1]["message"] in client.get(piece.get_absolute_url()).content.decode()


def test_the_command_tidies_up_and_refuses_nonsense(capsys):
    composed(2)
    call_command("tidy", "--log-days", "0")
    assert "1 logs folded" in capsys.readouterr().out
    with pytest.raises(CommandError, match="--log-days"):
        call_command("tidy", "--log-days", "-1")
