import pytest
from django.urls import reverse

from compose.education import cards
from compose.education.models import SchoolAccount
from tests.education.factories import make_classroom, make_colleague, make_pupil
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def classroom(client):
    made = make_classroom()
    client.force_login(made.owner)
    return made


def add(client, classroom, text="Anna Keller\nBen Okafor"):
    return client.post(reverse("education:roster", args=[classroom.public_id]), {"text": text, "confirmed": "1"}, follow=True)


def cards_page(client, classroom, person=""):
    return client.get(reverse("education:cards", args=[classroom.public_id]), {"person": person}).content.decode()


def test_a_list_is_looked_at_before_anybody_is_added(client, classroom):
    answer = client.post(reverse("education:roster", args=[classroom.public_id]), {"text": "Anna Keller\n,\nBen"})
    assert "2 pupils" in answer.content.decode() and not SchoolAccount.objects.exists()


def test_a_list_with_a_fault_adds_nobody_even_when_it_is_confirmed(client, classroom):
    answer = add(client, classroom, "name,display name\nAnna,Anna\nBen,Anna")
    assert "line needs mending" in answer.content.decode() and not SchoolAccount.objects.exists()


def test_the_password_on_the_card_opens_the_door(client, classroom):
    page = add(client, classroom).content.decode()
    for account in SchoolAccount.objects.select_related("user"):
        password = cards.password_of(account)
        assert password in page and account.user.username in page
        assert client.login(username=account.user.username, password=password)
    assert SchoolAccount.objects.count() == 2 and "Keller" not in page, "a card shows the display name only"


def test_passwords_differ_and_are_easy_to_copy(client, classroom):
    add(client, classroom, "\n".join(f"Pupil{number}" for number in range(40)))
    made = [cards.password_of(account) for account in SchoolAccount.objects.all()]
    assert len(set(made)) == 40
    assert all(len(password) < 30 and password.isascii() and password == password.lower() for password in made)


def test_a_new_password_makes_the_old_card_worthless(client, classroom):
    add(client, classroom, "Anna Keller")
    account = SchoolAccount.objects.select_related("user").get()
    old = cards.password_of(account)
    enrollment = classroom.people().pupils().get()
    page = client.post(reverse("education:password", args=[classroom.public_id, enrollment.pk]), follow=True).content.decode()
    account = SchoolAccount.objects.select_related("user").get()
    assert cards.password_of(account) in page and old not in page
    assert not client.login(username=account.user.username, password=old)


def test_a_password_the_pupil_chose_is_on_no_card(client, classroom):
    add(client, classroom)
    account = SchoolAccount.objects.select_related("user").first()
    card = cards.password_of(account)
    account.user.set_password("my own sentence")
    account.user.save()
    page = cards_page(client, classroom)
    assert card not in page and "1 pupil has another password" in page
    client.post(reverse("education:cards", args=[classroom.public_id]))
    assert cards.password_of(SchoolAccount.objects.get(pk=account.pk)) in cards_page(client, classroom)


def test_nobody_sets_the_password_of_an_account_of_the_pupil_s_own(client, classroom):
    own = make_pupil(classroom)
    before = own.user.password
    assert client.post(reverse("education:password", args=[classroom.public_id, own.pk])).status_code == 404
    own.user.refresh_from_db()
    assert own.user.password == before


def test_another_school_s_teacher_reaches_no_card_through_a_class_of_their_own(client, classroom):
    """A pupil with a school account may join other classes; their teachers are not those of the school."""
    add(client, classroom, "Anna Keller")
    account = SchoolAccount.objects.select_related("user").get()
    elsewhere = make_classroom()
    there = make_pupil(elsewhere, user=account.user, display_name="Anna")
    client.force_login(elsewhere.owner)
    assert client.post(reverse("education:password", args=[elsewhere.public_id, there.pk])).status_code == 404
    assert cards.password_of(account) not in cards_page(client, elsewhere)


def test_a_claimed_account_is_the_pupil_s_own(client, classroom):
    add(client, classroom, "Anna Keller")
    account = SchoolAccount.objects.select_related("user").get()
    client.force_login(account.user)
    fields = {"password": "wrong", "new_password": "a sentence of mine"}
    assert client.post(reverse("education:claim"), fields).status_code == 400
    fields["password"] = cards.password_of(account)
    assert client.post(reverse("education:claim"), fields | {"new_password": "password"}).status_code == 400
    assert client.post(reverse("education:claim"), fields).status_code == 302
    assert client.get(reverse("education:classrooms")).status_code == 200, "claiming signs nobody out"
    assert not SchoolAccount.objects.exists() and client.login(username=account.user.username, password="a sentence of mine")
    assert client.get(reverse("education:claim")).status_code == 404


def test_a_colleague_prints_cards_too(client, classroom):
    add(client, classroom)
    client.force_login(make_colleague(classroom).user)
    assert cards.password_of(SchoolAccount.objects.first()) in cards_page(client, classroom)
    client.force_login(make_user())
    assert client.get(reverse("education:cards", args=[classroom.public_id])).status_code == 404
