"""Likes, follows, comments, tags, reports, and what keeps them bearable."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from compose.gallery import forms, visiting
from compose.gallery.models import Comment, Follow, Like, Listing, Report
from compose.token_buckets import Allowance
from tests.factories import make_user
from tests.gallery.factories import make_music

pytestmark = pytest.mark.django_db


def page(piece) -> str:
    return reverse("gallery:music", args=[Listing.objects.get(pk=piece.pk).slug, piece.public_id])


@pytest.fixture
def piece(db):
    return make_music(measures=4)


def say(client, piece, text="Lovely", **more):
    return client.post(reverse("gallery:comments", args=[piece.public_id]), {"text": text} | more)


def test_a_like_counts_once_and_is_taken_back(member, piece):
    for _ in range(2):
        member.post(reverse("gallery:likes", args=[piece.public_id]))
    assert Listing.objects.get().like_count == 1
    member.post(reverse("gallery:unliking", args=[piece.public_id]))
    assert Listing.objects.get().like_count == 0 and not Like.objects.exists()


def test_following_brings_their_pieces(member, piece):
    other = make_music()
    member.post(reverse("gallery:followers", args=[piece.composer_id]))
    text = member.get(reverse("gallery:following")).text
    assert page(piece) in text and page(other) not in text
    member.post(reverse("gallery:unfollowing", args=[piece.composer_id]))
    assert not Follow.objects.exists()


def test_nobody_follows_themselves(member):
    make_music(composer=member.user)
    member.post(reverse("gallery:followers", args=[member.user.pk]))
    assert not Follow.objects.exists()


def test_a_comment_is_shown_to_everybody_changed_and_deleted(member, piece):
    answer = say(member, piece, "Lovely <b>bass</b>", measure=3)
    comment = Comment.objects.get()
    assert answer.headers["Location"].endswith(f"#comment-{comment.pk}")
    text = Client().get(page(piece)).text
    assert "Lovely &lt;b&gt;bass&lt;/b&gt;" in text and "bar 3" in text and "1 comment" in text
    member.post(reverse("gallery:comment", args=[comment.pk]), {"text": "Very lovely"})
    text = Client().get(page(piece)).text
    assert "Very lovely" in text and "edited" in text
    member.post(reverse("gallery:comment_deletion", args=[comment.pk]))
    assert not Comment.objects.exists()


def test_a_bar_the_piece_does_not_have_is_refused_with_what_was_typed_kept(member, piece):
    answer = say(member, piece, "Where?", measure=9)
    assert answer.status_code == 400 and "the bars 1 to 4" in answer.text and "Where?" in answer.text


def test_nobody_changes_or_deletes_anothers_comment(member, piece):
    comment = piece.comments.create(author=make_user(), text="mine")
    assert member.post(reverse("gallery:comment", args=[comment.pk]), {"text": "yours"}).status_code == 404
    assert member.post(reverse("gallery:comment_deletion", args=[comment.pk])).status_code == 404


@pytest.mark.parametrize("text", ["see https://x.example/y", "buy at cheap-watches.com now"])
def test_a_new_account_writes_no_links_and_an_old_one_few(member, piece, text):
    answer = say(member, piece, text)
    assert answer.status_code == 400 and "cannot write links" in answer.text
    member.user.date_joined = timezone.now() - timedelta(days=9)
    member.user.save()
    assert say(member, piece, text).status_code == 302
    assert say(member, piece, "www.a.example www.b.example www.c.example").status_code == 400


def test_the_same_words_again_and_again_are_refused(member, piece):
    answers = [say(member, piece, "first!").status_code for _ in range(forms.SAME_WORDS_ALLOWED + 1)]
    assert answers == [302, 302, 400]


def test_ordinary_words_are_not_taken_for_links(member, piece):
    assert say(member, piece, "Bars 3.5 to 4. So.. good. Mr.Bach would like it.").status_code == 302


def test_comments_have_a_limit(member, piece, monkeypatch):
    from compose.gallery.views import responses

    monkeypatch.setattr(responses, "COMMENTS", Allowance("few comments", 1))
    say(member, piece, "one")
    answer = say(member, piece, "two")
    assert answer.status_code == 400 and "very much at once" in answer.text and Comment.objects.count() == 1


def test_searches_have_a_limit(client, piece, monkeypatch):
    from compose.gallery.views import browse

    monkeypatch.setattr(browse, "SEARCHES", Allowance("few searches", 1))
    assert client.get(reverse("gallery:gallery"), {"q": "waltz"}).status_code == 200
    assert client.get(reverse("gallery:gallery"), {"q": "waltz"}).status_code == 429
    assert client.get(reverse("gallery:gallery")).status_code == 200
    assert visiting.SEARCHES.size >= 1000


def test_the_composer_tags_a_piece(client):
    piece = make_music()
    client.force_login(piece.composer)
    client.post(reverse("gallery:tags", args=[piece.public_id]), {"tags": "Calm, Rainy Day,, calm , <b>"})
    assert Listing.objects.get().tag_names == ["b", "calm", "rainy-day"]
    assert "rainy-day" in client.get(reverse("gallery:gallery"), {"tag": "rainy-day"}).text
    client.post(reverse("gallery:tags", args=[piece.public_id]), {"tags": ""})
    assert Listing.objects.get().tag_names == []


def test_a_report_reaches_the_staff_once_a_person(member, piece):
    for _ in range(2):
        said = {"reason": "copy", "words": "From my sonata."}
        answer = member.post(reverse("gallery:piece_reports", args=[piece.public_id]), said, follow=True)
    assert "The staff will look at it" in answer.text
    assert [(report.reason, report.words) for report in Report.objects.all()] == [("copy", "From my sonata.")]


def test_a_report_without_a_reason_is_refused(member, piece):
    assert member.post(reverse("gallery:piece_reports", args=[piece.public_id]), {"words": "x"}).status_code == 400
