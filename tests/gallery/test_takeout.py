"""What of the gallery goes into the ZIP of everything a person owns."""

import json

import pytest

from compose import takeout_contents
from compose.gallery import takeout
from compose.gallery.models import Collection, Comment, Follow, Like, PieceTag, Report
from tests.factories import make_piece, make_user

pytestmark = pytest.mark.django_db


def files_of(user) -> dict[str, list]:
    return {name: json.loads(content) for name, content in takeout.files_of(user)}


def test_the_site_knows_of_it():
    assert takeout.files_of in takeout_contents._parts


def test_what_i_said_and_gathered_is_mine_and_what_others_said_to_me_comes_along():
    clara, robert = make_user(username="clara"), make_user(username="robert")
    mine, his = make_piece(composer=clara, title="Romance"), make_piece(composer=robert, title="Arabesque")
    Comment.objects.create(piece=his, author=clara, text="How light!", measure=3)
    Comment.objects.create(piece=mine, author=robert, text="How warm!")
    Comment.objects.create(piece=his, author=robert, text="Nobody elses business")
    Like.objects.create(piece=his, user=clara)
    Follow.objects.create(follower=clara, person=robert)
    PieceTag.objects.create(piece=mine, name="calm")
    Report.objects.create(piece=his, reporter=clara, reason="other", words="A mistake")
    Collection.objects.create(owner=clara, title="For the evening").items.create(piece=his, position=1)
    files = files_of(clara)
    (written,) = files["comments/written.json"]
    assert (written["text"], written["measure"], written["of_piece"], written["title"]) == ("How light!", 3, his.public_id, "Arabesque")
    (said,) = files["comments/on-my-pieces.json"]
    assert (said["text"], said["author__username"]) == ("How warm!", "robert")
    assert [like["of_piece"] for like in files["gallery/likes.json"]] == [his.public_id]
    assert [follow["name"] for follow in files["gallery/follows.json"]] == ["robert"]
    assert [tag["name"] for tag in files["gallery/tags.json"]] == ["calm"]
    assert [report["words"] for report in files["gallery/reports.json"]] == ["A mistake"]
    assert [(each["title"], each["pieces"]) for each in files["gallery/collections.json"]] == [("For the evening", [his.public_id])]
    assert "business" not in repr(files)
