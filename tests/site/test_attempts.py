"""How often the doors may be tried, and that nobody else pays for it."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from compose import token_buckets
from compose.models import Piece
from musesite import attempts
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a short sentence is best"
HERE, THERE = "198.51.100.1", "198.51.100.2"


def sign_in(login: str, password: str = "wrong", address: str = HERE, client: Client | None = None, **headers):
    return (client or Client()).post(reverse("account_login"), {"login": login, "password": password}, REMOTE_ADDR=address, **headers)


@pytest.fixture
def clara():
    return make_user(username="clara", password=PASSWORD)


def test_the_twenty_first_guess_from_an_address_is_refused_whoever_it_is_for(clara):
    assert [sign_in(f"name{number}").status_code for number in range(20)] == [200] * 20
    refused = sign_in("clara", PASSWORD)
    assert refused.status_code == 429 and 0 < int(refused["Retry-After"]) <= 180
    assert "Please wait 3 minutes, then try again." in refused.content.decode()
    assert sign_in("clara", PASSWORD, address=THERE).status_code == 302


def test_the_twenty_first_guess_for_an_account_is_refused_wherever_it_comes_from(clara):
    make_user(username="ben", password=PASSWORD)
    for number in range(20):
        assert sign_in(["clara", " Clara "][number % 2], address=f"203.0.113.{number}").status_code == 200
    assert sign_in("clara", PASSWORD, address=THERE).status_code == 429
    assert sign_in("ben", PASSWORD, address=THERE).status_code == 302


def test_right_passwords_cost_nothing_so_a_class_behind_one_address_gets_in(clara):
    assert [sign_in("clara", PASSWORD).status_code for _ in range(30)] == [302] * 30


def test_knowing_one_password_does_not_buy_guesses_at_others(clara):
    for number in range(20):
        sign_in(f"name{number}")
        if number < 19:
            assert sign_in("clara", PASSWORD).status_code == 302
    assert sign_in("victim").status_code == 429


def test_who_is_signed_in_stays_signed_in_whatever_is_tried_with_their_name(clara, client):
    client.force_login(clara)
    for number in range(25):
        sign_in("clara", address=f"203.0.113.{number}")
    assert client.get(reverse("account_email")).status_code == 200


def test_programs_get_the_same_refusal_as_data():
    for _ in range(20):
        sign_in("clara")
    answer = sign_in("clara", HTTP_ACCEPT="application/json")
    assert answer.status_code == 429 and answer.json()["error"]["code"] == "site.too_many_attempts"


def test_letters_for_a_new_password_are_limited_for_an_account_and_an_address(mailoutbox):
    make_user(username="clara", email="clara@example.org")

    def ask(email: str, address: str) -> int:
        return Client().post(reverse("account_reset_password"), {"email": email}, REMOTE_ADDR=address).status_code

    assert [ask("clara@example.org", f"203.0.113.{number}") for number in range(6)] == [302] * 5 + [429]
    assert len(mailoutbox) == 5
    assert [ask(f"x{number}@example.org", HERE) for number in range(21)] == [302] * 20 + [429]
    assert ask("y@example.org", THERE) == 302


def test_sign_ups_from_an_address_are_limited_and_a_class_fits_in():
    def sign_up(address: str) -> int:
        return Client().post(reverse("account_signup"), {"username": ""}, REMOTE_ADDR=address).status_code

    assert [sign_up(HERE) for _ in range(61)] == [200] * 60 + [429]
    assert sign_up(THERE) == 200


def test_guests_who_forget_their_cookies_are_limited_by_address(monkeypatch):
    monkeypatch.setattr(settings, "LIMIT_GUEST_PIECES", 3)

    def ask(address: str, client: Client) -> int:
        return client.post(reverse("compose:compose"), {"description": "slow waltz"}, REMOTE_ADDR=address).status_code

    assert [ask(HERE, Client()) for _ in range(4)] == [302, 302, 302, 429]
    assert Piece.objects.count() == 3
    refused = Client().post(reverse("compose:compose"), {"description": "slow waltz"}, REMOTE_ADDR=HERE)
    assert int(refused["Retry-After"]) > 0
    assert "from your network" in refused.content.decode() and "slow waltz" in refused.content.decode(), "what was typed is not lost"
    assert ask(THERE, Client()) == 302
    member = Client()
    member.force_login(make_user())
    assert ask(HERE, member) == 302


@pytest.mark.parametrize(("behind_proxy", "told", "counted"), [
    (False, "203.0.113.9", HERE),
    (True, "203.0.113.9", "203.0.113.9"),
    (True, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
    (True, "203.0.113.9, rubbish", HERE),
    (True, "", HERE),
])
def test_only_our_own_proxy_is_believed_about_addresses(rf, settings, behind_proxy, told, counted):
    from compose.visitors import address_of

    settings.BEHIND_PROXY = behind_proxy
    assert address_of(rf.get("/", REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR=told)) == counted


@pytest.mark.parametrize(("address", "counted"), [
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
    ("::ffff:198.51.100.1", "198.51.100.1"),
    ("fe80::1%eth0", "fe80::/64"),
    ("", ""),
])
def test_an_ipv6_household_is_one_address(rf, address, counted):
    from compose.visitors import address_of

    assert address_of(rf.get("/", REMOTE_ADDR=address)) == counted


GUARDED = {"account_login", "account_signup", "account_reset_password", "account_change_password", "account_email",
           "account_reauthenticate", "account_reset_password_from_key", "account_confirm_email"}
HARMLESS = {"account_logout", "account_inactive", "account_email_verification_sent", "account_reset_password_done",
            "account_reset_password_from_key_done", "account_set_password", "account_confirm_login_code"}


def test_every_door_of_the_account_pages_is_counted_or_known_to_be_harmless():
    names = {key for key in get_resolver().reverse_dict if isinstance(key, str) and key.startswith("account_")}
    assert names == GUARDED | HARMLESS
    arguments = {"account_reset_password_from_key": ("1", "a-b"), "account_confirm_email": ("x",)}
    for name in GUARDED:
        assert hasattr(resolve(reverse(name, args=arguments.get(name, ()))).func, "door"), name


def test_the_administration_has_no_door_of_its_own(client):
    answer = client.post(reverse("admin:login"), {"username": "a", "password": "b"})
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))


def test_what_was_knocked_at_in_vain_costs_no_other_rule(rf):
    door = attempts.Door(((token_buckets.Allowance("a", 5), lambda request: "x"), (token_buckets.Allowance("b", 1), lambda request: "y")))
    assert door.knock(rf.post("/")) == 0
    assert [door.knock(rf.post("/")) > 0 for _ in range(9)] == [True] * 9
    assert token_buckets.take(token_buckets.Allowance("a", 5), "x") == 0
