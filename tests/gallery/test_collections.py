import pytest
from django.test import Client
from django.urls import reverse

from compose import sharing
from compose.gallery.models import Collection
from compose.visibility import Visibility
from tests.gallery.factories import make_music

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection(member):
    member.post(reverse("gallery:collections"), {"title": "For the evening", "description": "Quiet ones", "is_public": "on"})
    return Collection.objects.get()


def gather(member, collection, *pieces):
    for piece in pieces:
        member.post(reverse("gallery:gathering", args=[piece.public_id]), {"collection": collection.public_id})


def test_pieces_are_gathered_in_an_order_that_can_be_changed(member, collection):
    first, second = make_music(title="First"), make_music(title="Second")
    gather(member, collection, first, second, first)
    assert [item.piece for item in collection.items.all()] == [first, second]
    last = collection.items.last()
    member.post(reverse("gallery:move", args=[collection.public_id, last.pk]), {"to": "up"})
    assert [item.piece for item in collection.items.all()] == [second, first]
    member.post(reverse("gallery:move", args=[collection.public_id, last.pk]), {"to": "up"})
    member.post(reverse("gallery:removal", args=[collection.public_id, last.pk]))
    assert [item.piece for item in collection.items.all()] == [first]


def test_others_see_what_is_public_in_it(member, collection):
    kept, taken_back = make_music(title="Kept"), make_music(title="Taken back")
    gather(member, collection, kept, taken_back)
    sharing.share(piece=taken_back, visibility=Visibility.PRIVATE)
    text = Client().get(collection.get_absolute_url()).text
    assert "Kept" in text and "Taken back" not in text and "Quiet ones" in text
    assert "no longer public" in member.get(collection.get_absolute_url()).text


def test_a_private_collection_is_its_owners_alone(member, collection):
    member.post(reverse("gallery:collection_settings", args=[collection.public_id]), {"title": "Mine"})
    assert Client().get(collection.get_absolute_url()).status_code == 404
    assert "only you see it" in member.get(collection.get_absolute_url()).text


def test_nothing_private_is_gathered(member, collection):
    secret = make_music(is_public=False)
    answer = member.post(reverse("gallery:gathering", args=[secret.public_id]), {"collection": collection.public_id})
    assert answer.status_code == 404 and not collection.items.exists()


def test_a_collection_without_a_name_is_refused(member):
    assert member.post(reverse("gallery:collections"), {"title": ""}).status_code == 400


def test_deleting_a_collection_leaves_its_pieces(member, collection):
    piece = make_music()
    gather(member, collection, piece)
    member.post(reverse("gallery:collection_deletion", args=[collection.public_id]))
    assert not Collection.objects.exists()
    assert Client().get(f"/music/{piece.public_id}/", follow=True).status_code == 200
