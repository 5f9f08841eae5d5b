"""LTI 1.3 against a platform that runs for real: launch, deep linking, grade return, and everything that must be refused."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.models import User
from compose.education.lti.platforms import new_keys
from compose.education.models import (
    Assignment,
    Classroom,
    Enrollment,
    LtiContext,
    LtiIdentity,
    LtiLink,
    LtiNote,
    SchoolAccount,
    Submission,
)
from tests.education.factories import hand_in, make_assignment, make_exercise, make_work, write_all
from tests.education.lti_platform import CLAIM, SCORE_SCOPE, PlatformServer

pytestmark = pytest.mark.django_db
PERSON = "/classes/lti/person/"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
DEEP_LINK = {
    "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings": {
        "deep_link_return_url": "https://campus.example/return", "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["window"], "data": "opaque",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def server():
    started = PlatformServer()
    yield started
    started.stop()


@pytest.fixture
def platform(server, db):
    server.register()
    server.scores, server.is_down = [], False
    return server


def begin(client, platform, **changes) -> dict:
    """The first step: where the platform is asked to authenticate, with what."""
    hints = {"iss": platform.address, "login_hint": "7", "target_link_uri": "http://testserver/", "client_id": "tool-7"} | changes
    answer = client.post(reverse("education:lti_login"), hints)
    assert answer.status_code == 302, answer.status_code
    asked = urlsplit(answer["Location"])
    assert f"{asked.scheme}://{asked.netloc}{asked.path}" == f"{platform.address}/auth"
    return {name: values[0] for name, values in parse_qs(asked.query).items()}


def launch(client, platform, key="", state="", **changes):
    asked = begin(client, platform)
    assert asked["response_mode"] == "form_post" and asked["redirect_uri"] == "http://testserver" + reverse("education:lti_launch")
    token = platform.signed(platform.claims(**{"nonce": asked["nonce"]} | changes), key)
    return client.post(reverse("education:lti_launch"), {"id_token": token, "state": state or asked["state"]})


def arrive(client, answer):
    """What a newcomer's browser does with the answer to a launch: it goes where it is sent, and says that they are new here."""
    if answer.status_code != 302 or answer["Location"] != PERSON:
        return answer
    page = client.get(PERSON)
    return page if page.status_code == 302 else client.post(PERSON, {"new": "1"})


def launched(client, platform, **changes):
    return arrive(client, launch(client, platform, **changes))


def teacher(platform, **changes) -> Client:
    client = Client()
    assert launched(client, platform, sub="t1", role="Instructor", **changes).status_code == 302
    return client


def test_a_teacher_s_first_launch_opens_the_classroom_and_a_pupil_s_joins_it(platform):
    client = teacher(platform)
    classroom = Classroom.objects.get()
    assert classroom.name == "Music 8b" and client.get(classroom.get_absolute_url()).status_code == 200
    pupil = Client()
    assert launched(pupil, platform)["Location"] == classroom.get_absolute_url()
    assert launched(Client(), platform)["Location"] == classroom.get_absolute_url()
    assert [each.is_teacher for each in Enrollment.objects.order_by("pk")] == [True, False]
    anna = Enrollment.objects.last().user
    assert (anna.display_name, anna.email) == ("Anna", "") and "Keller" not in anna.username and not anna.has_usable_password()


def test_a_pupil_before_the_teacher_is_asked_to_wait(platform):
    assert launch(Client(), platform).status_code == 400 and not Classroom.objects.exists()


@pytest.mark.parametrize("changes", [
    {"aud": "another-tool"}, {"iss": "https://elsewhere.example"}, {"exp": int(time.time()) - 60}, {"nonce": "made up"}, {"nonce": ""},
    {f"{CLAIM}deployment_id": "2"}, {f"{CLAIM}message_type": "Other"}, {f"{CLAIM}version": "1.0"}, {"sub": ""}, {f"{CLAIM}context": {}},
])  # fmt: skip
def test_a_launch_with_something_wrong_is_refused(platform, changes):
    teacher(platform)
    people = User.objects.count()
    client = Client()
    assert launch(client, platform, role="Instructor", **{"sub": "u9"} | changes).status_code == 400
    assert User.objects.count() == people and client.get(reverse("education:classrooms")).status_code == 302


def test_a_token_without_an_end_is_refused(platform):
    client = Client()
    asked = begin(client, platform)
    claims = platform.claims(asked["nonce"], role="Instructor")
    del claims["exp"]
    assert client.post(reverse("education:lti_launch"), {"id_token": platform.signed(claims), "state": asked["state"]}).status_code == 400


def test_another_key_signs_in_vain(platform):
    assert launch(Client(), platform, key=new_keys()[0], role="Instructor").status_code == 400
    unsigned = jwt.encode({"iss": platform.address}, "", algorithm="none")
    assert Client().post(reverse("education:lti_launch"), {"id_token": unsigned, "state": "x"}).status_code == 400


def test_the_state_must_be_of_this_browser(platform):
    """Otherwise somebody could be signed in, by a link, as somebody else."""
    asked = begin(Client(), platform)
    token = platform.signed(platform.claims(asked["nonce"], role="Instructor"))
    assert Client().post(reverse("education:lti_launch"), {"id_token": token, "state": asked["state"]}).status_code == 400
    assert launch(Client(), platform, state="state-other", role="Instructor").status_code == 400


def test_a_launch_counts_once(platform):
    client = Client()
    asked = begin(client, platform)
    fields = {"id_token": platform.signed(platform.claims(asked["nonce"], role="Instructor")), "state": asked["state"]}
    assert client.post(reverse("education:lti_launch"), fields).status_code == 302
    assert client.post(reverse("education:lti_launch"), fields).status_code == 400


@pytest.mark.parametrize("changes", [{"iss": "https://elsewhere.example"}, {"login_hint": ""}, {"client_id": "other"}, {"iss": ""}])
def test_strangers_cannot_even_begin(platform, changes):
    hints = {"iss": platform.address, "login_hint": "7", "client_id": "tool-7"} | changes
    assert Client().get(reverse("education:lti_login"), hints).status_code == 400


def test_a_teacher_chooses_what_a_link_opens_and_pupils_land_there(platform):
    client = teacher(platform)
    exercise = make_exercise(Enrollment.objects.get().user)
    chosen = launch(client, platform, sub="t1", role="Instructor", message="LtiDeepLinkingRequest", **DEEP_LINK)
    assert chosen["Location"] == reverse("education:lti_choice") and exercise.title in client.get(chosen["Location"]).content.decode()
    answer = client.post(chosen["Location"], {"exercise": exercise.public_id})
    assert "https://campus.example" in answer["Content-Security-Policy"].partition("form-action")[2].partition(";")[0]
    message = re.search(r'name="JWT" value="([^"]+)"', answer.content.decode())[1]
    told = jwt.decode(message, platform.registered.public_key, algorithms=["RS256"], audience=platform.address)
    (item,) = told["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"]
    assert told["iss"] == "tool-7" and told["https://purl.imsglobal.org/spec/lti-dl/claim/data"] == "opaque"
    assert item["type"] == "ltiResourceLink" and item["lineItem"]["scoreMaximum"] == 10
    landed = launched(Client(), platform, **{f"{CLAIM}custom": item["custom"]})
    assert landed["Location"] == Assignment.objects.get().get_absolute_url()


def test_a_pupil_cannot_choose(platform):
    teacher(platform)
    assert launch(Client(), platform, message="LtiDeepLinkingRequest", **DEEP_LINK).status_code == 400
    assert Client().get(reverse("education:lti_choice")).status_code == 302


def test_a_link_opens_no_assignment_of_another_classroom(platform):
    teacher(platform)
    elsewhere = make_assignment()
    landed = launched(Client(), platform, **{f"{CLAIM}custom": {"assignment": elsewhere.public_id}})
    assert landed["Location"] == LtiContext.objects.get().classroom.get_absolute_url()
    assert not LtiLink.objects.exists() and not Enrollment.objects.filter(classroom=elsewhere.classroom, role="pupil").exists()


@pytest.fixture
def handed_in(platform):
    """A pupil of the platform has handed in; the link has a column in the gradebook."""
    client = teacher(platform)
    classroom = Classroom.objects.get()
    assignment = make_assignment(classroom, exercise=make_exercise(classroom.owner))
    service = {GRADES: {"scope": [SCORE_SCOPE], "lineitem": f"{platform.address}/items/1"}}
    launched(Client(), platform, **service | {f"{CLAIM}custom": {"assignment": assignment.public_id}})
    work = make_work(assignment, Enrollment.objects.get(role="pupil"))
    write_all(work)
    return client, hand_in(work)


def test_a_released_mark_reaches_the_gradebook(platform, handed_in):
    client, submission = handed_in
    assert platform.scores == []
    client.post(reverse("education:release_all", args=[submission.work.assignment.public_id]))
    (score,) = platform.scores
    assert (score["userId"], score["scoreGiven"], score["scoreMaximum"], score["gradingProgress"]) == ("u1", 8, 10, "FullyGraded")
    assert Submission.objects.get().graded_at


def test_a_platform_that_is_down_holds_nothing_up_and_gets_the_mark_later(platform, handed_in):
    client, submission = handed_in
    platform.is_down = True
    address = submission.work.assignment.get_absolute_url()
    client.post(reverse("education:release_all", args=[submission.work.assignment.public_id]))
    submission.refresh_from_db()
    assert submission.released_at and submission.graded_at is None and "not in the gradebook" in client.get(address).content.decode()
    platform.is_down = False
    client.post(reverse("education:grades", args=[submission.work.assignment.public_id]))
    assert len(platform.scores) == 1 and "not in the gradebook" not in client.get(address).content.decode()


def test_our_public_keys_are_there_and_nothing_else_of_them(client, platform):
    (key,) = client.get(reverse("education:lti_keys")).json()["keys"]
    assert key["kty"] == "RSA" and not {"d", "p", "q"} & set(key)


# --- a first launch of somebody who has an account here ---------------------------------------------------------------

PASSWORD = "a short sentence is best"


def member(client, **changes) -> User:
    user = User.objects.create_user(**{"username": "msbell", "display_name": "Ms Bell", "password": PASSWORD} | changes)
    client.force_login(user)
    return user


def test_a_signed_in_teacher_says_this_is_me_and_is_known_from_then_on(platform):
    client = Client()
    user = member(client)
    assert launch(client, platform, sub="t1", role="Instructor")["Location"] == PERSON
    page = client.get(PERSON).content.decode()
    assert "Ms Bell" in page and "Anna" in page and "Open Campus" in page
    assert client.post(PERSON, {"password": "wrong"}).status_code == 400 and not LtiIdentity.objects.exists()
    answer = client.post(PERSON, {"password": PASSWORD})
    classroom = Classroom.objects.get()
    assert answer["Location"] == classroom.get_absolute_url() and classroom.owner == user
    assert not SchoolAccount.objects.exists() and User.objects.count() == 1
    assert client.post(PERSON, {"password": PASSWORD}).status_code == 404, "a launch counts once"
    elsewhere = Client()
    assert launch(elsewhere, platform, sub="t1", role="Instructor")["Location"] == classroom.get_absolute_url()
    assert int(elsewhere.session["_auth_user_id"]) == user.pk


def test_a_pupil_s_own_account_is_not_removed_with_the_class(platform):
    teacher(platform)
    client = Client()
    member(client)
    launch(client, platform)
    client.post(PERSON, {"password": PASSWORD})
    assert Enrollment.objects.get(role="pupil").user.username == "msbell" and not SchoolAccount.objects.exists()


def test_a_teacher_who_is_not_signed_in_may_do_that_first_and_come_back(platform):
    client = Client()
    launch(client, platform, sub="t1", role="Instructor")
    page = client.get(PERSON).content.decode()
    assert f"?next={PERSON}" in page
    member(client)
    assert client.post(PERSON, {"password": PASSWORD}).status_code == 302
    assert LtiIdentity.objects.get().user.username == "msbell"


def test_no_launch_is_taken_over_by_another_browser(platform):
    client, other = Client(), Client()
    launch(client, platform, sub="t1", role="Instructor")
    member(other)
    assert other.get(PERSON).status_code == 404 and other.post(PERSON, {"password": PASSWORD}).status_code == 404


@pytest.mark.parametrize("why", ["staff", "second factor", "no password", "taken"])
def test_some_accounts_no_platform_may_open(platform, why):
    client = Client()
    user = member(client, is_staff=why == "staff")
    if why == "second factor":
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    if why == "taken":
        LtiIdentity.objects.create(platform=platform.registered, subject="t7", user=user)
    if why == "no password":
        user.set_unusable_password()
        user.save()
        client.force_login(user)
    launch(client, platform, sub="t1", role="Instructor")
    assert 'class="message"' in client.get(PERSON).content.decode()
    assert client.post(PERSON, {"password": PASSWORD}).status_code == 400
    assert not LtiIdentity.objects.filter(subject="t1").exists()


def test_a_connection_can_be_ended_by_whoever_has_a_password(platform):
    client = Client()
    member(client)
    launch(client, platform, sub="t1", role="Instructor")
    client.post(PERSON, {"password": PASSWORD})
    connections = reverse("education:lti_connections")
    assert "Open Campus" in client.get(connections).content.decode()
    client.post(connections, {"identity": LtiIdentity.objects.get().pk})
    assert not LtiIdentity.objects.exists()


def test_nothing_of_the_names_is_kept_but_the_given_one(platform):
    launch(Client(), platform, sub="t1", role="Instructor")
    kept = str(list(LtiNote.objects.values_list("value", flat=True)))
    assert "Anna" in kept and "Keller" not in kept and "anna@example.org" not in kept
