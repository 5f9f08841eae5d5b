import pytest
from django.test import Client
from django.urls import reverse

from compose.gallery.models import Report
from compose.models import Piece
from tests.factories import make_user
from tests.gallery.factories import make_music

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.user = make_user(is_staff=True)
    client.force_login(client.user)
    return client


@pytest.fixture
def piece(db):
    return make_music(title="Doubtful")


def test_the_queue_holds_what_was_reported_until_it_is_decided(staff, piece):
    report = Report.objects.create(piece=piece, reporter=make_user(display_name="Robert"), reason="spam", words="An advertisement.")
    text = staff.get(reverse("gallery:moderation")).text
    assert "1 open report" in text and "An advertisement." in text and "Robert" in text
    staff.post(reverse("gallery:keeping", args=[report.pk]))
    report.refresh_from_db()
    assert (report.outcome, report.decided_by) == ("kept", staff.user)
    assert "Nothing is waiting" in staff.get(reverse("gallery:moderation")).text


def test_a_hidden_piece_is_gone_for_others_and_its_composer_is_told_why(staff, piece):
    Report.objects.create(piece=piece, reporter=make_user(), reason="spam")
    staff.post(reverse("gallery:hiding", args=[piece.public_id]), {"reason": "It advertises."})
    assert Client().get(f"/music/{piece.public_id}/").status_code == 404
    composer = Client()
    composer.force_login(piece.composer)
    assert "It advertises." in composer.get(piece.get_absolute_url()).text
    assert not Report.objects.open().exists()
    staff.post(reverse("gallery:showing", args=[piece.public_id]))
    assert Client().get(f"/music/{piece.public_id}/", follow=True).status_code == 200


def test_hiding_takes_a_reason(staff, piece):
    staff.post(reverse("gallery:hiding", args=[piece.public_id]), {"reason": ""})
    assert Piece.objects.get().hidden_at is None


def test_a_private_piece_is_nothing_for_the_staff(staff):
    piece = make_music(is_public=False)
    assert staff.post(reverse("gallery:hiding", args=[piece.public_id]), {"reason": "x"}).status_code == 404


def test_a_hidden_comment_is_gone(staff, piece):
    author = make_user()
    comment = piece.comments.create(author=author, text="Buy watches")
    Report.objects.create(piece=piece, comment=comment, reporter=make_user(), reason="spam")
    staff.post(reverse("gallery:comment_hiding", args=[comment.pk]), {"reason": "An advertisement"})
    assert "Buy watches" not in staff.get(f"/music/{piece.public_id}/", follow=True).text
    assert not Report.objects.open().exists()
    theirs = Client()
    theirs.force_login(author)
    assert "An advertisement" in theirs.get(f"/music/{piece.public_id}/", follow=True).text


def test_who_is_suspended_cannot_sign_in_and_nothing_of_theirs_is_shown(staff, piece):
    other = make_music()
    other.comments.create(author=piece.composer, text="Insulting")
    theirs = Client()
    theirs.force_login(piece.composer)
    staff.post(reverse("gallery:suspension", args=[piece.composer_id]), {"reason": "Insults"})
    assert theirs.get(piece.get_absolute_url()).status_code == 404
    assert Client().get(f"/music/{piece.public_id}/").status_code == 404
    assert "Insulting" not in Client().get(f"/music/{other.public_id}/", follow=True).text
    staff.post(reverse("gallery:reinstatement", args=[piece.composer_id]))
    assert "Insulting" in Client().get(f"/music/{other.public_id}/", follow=True).text


def test_staff_do_not_suspend_staff(staff):
    other = make_user(is_staff=True)
    assert staff.post(reverse("gallery:suspension", args=[other.pk]), {"reason": "x"}).status_code == 404


def test_the_staff_pick_pieces(staff, piece):
    staff.post(reverse("gallery:featuring", args=[piece.public_id]))
    assert "Doubtful" in Client().get(reverse("gallery:gallery"), {"sort": "featured"}).text
    staff.post(reverse("gallery:unfeaturing", args=[piece.public_id]))
    assert "Doubtful" not in Client().get(reverse("gallery:gallery"), {"sort": "featured"}).text
