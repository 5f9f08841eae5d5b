import pytest
from django.test import Client
from django.urls import reverse

from compose.models import Project
from tests.factories import make_piece, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara():
    return make_user(username="clara")


@pytest.fixture
def page(clara, client) -> Client:
    client.force_login(clara)
    return client


@pytest.fixture
def suite(clara) -> Project:
    """Three pieces in the order A, B, C."""
    project = Project.objects.create(owner=clara, title="Suite")
    for title in "ABC":
        project.add(make_piece(composer=clara, title=title))
    return project


def titles(project: Project) -> str:
    return "".join(placement.piece.title for placement in project.shown())


def piece(project: Project, title: str):
    return project.placements.get(piece__title=title).piece


def test_a_project_is_begun_named_and_described(page, clara):
    answer = page.post(reverse("compose:projects"), {"title": "Film music", "description": "For the\nwinter film."})
    assert answer["Location"] == Project.objects.get().get_absolute_url()
    page.post(answer["Location"], {"title": "Music for a film", "description": ""})
    shown = page.get(answer["Location"]).content.decode()
    assert "Music for a film" in shown and "Nothing in it yet" in shown
    assert Project.objects.get().owner == clara


@pytest.mark.parametrize("wrong", [{"title": ""}, {"title": "x" * 121}, {"title": "x", "description": "x" * 2001}])
def test_a_project_without_a_usable_name_is_refused(page, wrong):
    assert page.post(reverse("compose:projects"), wrong).status_code == 400
    assert not Project.objects.exists()


def test_a_piece_is_put_in_from_its_page_and_may_be_in_several(page, clara):
    waltz = make_piece(composer=clara, title="Waltz")
    suite = Project.objects.create(owner=clara, title="Suite")
    page.post(reverse("compose:placing", args=[waltz.public_id]), {"project": suite.public_id})
    page.post(reverse("compose:placing", args=[waltz.public_id]), {"title": "For dancing"})
    assert {project.title for project in Project.objects.filter(placements__piece=waltz)} == {"Suite", "For dancing"}


def test_nobody_puts_a_piece_into_somebody_elses_project(page, clara):
    theirs = Project.objects.create(owner=make_user(), title="Theirs")
    waltz = make_piece(composer=clara)
    page.post(reverse("compose:placing", args=[waltz.public_id]), {"project": theirs.public_id})
    assert not theirs.placements.exists()


def test_nobody_puts_somebody_elses_piece_into_a_project(page, suite):
    theirs = make_piece(composer=make_user(), visibility="public")
    assert page.post(reverse("compose:placing", args=[theirs.public_id]), {"project": suite.public_id}).status_code == 404
    assert titles(suite) == "ABC"


@pytest.mark.parametrize(("moved", "direction", "order"), [
    ("C", "up", "ACB"), ("A", "down", "BAC"), ("A", "up", "ABC"), ("C", "down", "ABC"),
])
def test_buttons_move_a_piece_one_place(page, suite, moved, direction, order):
    page.post(reverse("compose:project_move", args=[suite.public_id, piece(suite, moved).public_id]), {"direction": direction})
    assert titles(suite) == order


def test_a_dragged_order_is_kept_and_strangers_in_it_do_no_harm(page, suite):
    wanted = [piece(suite, title).public_id for title in "CAB"]
    url = reverse("compose:project_order", args=[suite.public_id])
    answer = page.post(url, {"order": ",".join(["nonsense", *wanted, wanted[0]])}, headers={"accept": "application/json"})
    assert answer.json() == {"order": wanted} and titles(suite) == "CAB"


def test_what_an_order_does_not_name_follows(page, suite):
    """Somebody put D in from another window while this one was being rearranged."""
    suite.add(make_piece(composer=suite.owner, title="D"))
    suite.arrange([piece(suite, title).public_id for title in "BA"])
    assert titles(suite) == "BACD"


def test_a_piece_in_the_bin_keeps_its_place(page, suite):
    b = piece(suite, "B")
    page.post(reverse("compose:deletion", args=[b.public_id]))
    assert titles(suite) == "AC"
    suite.move(piece(suite, "C"), -1)
    assert titles(suite) == "CA"
    page.post(reverse("compose:restoration", args=[b.public_id]))
    assert set(titles(suite)) == set("ABC")


def test_taking_a_piece_out_leaves_the_piece(page, suite):
    b = piece(suite, "B")
    page.post(reverse("compose:project_removal", args=[suite.public_id, b.public_id]))
    assert titles(suite) == "AC"
    b.refresh_from_db()
    assert b.deleted_at is None


def test_a_duplicate_holds_the_same_pieces_and_goes_its_own_way(page, suite):
    page.post(reverse("compose:project_duplicate", args=[suite.public_id]))
    copy = Project.objects.exclude(pk=suite.pk).get()
    assert (copy.title, titles(copy)) == ("Suite (copy)", "ABC")
    copy.remove(piece(suite, "A"))
    assert (titles(copy), titles(suite)) == ("BC", "ABC")


def test_an_archived_project_stands_apart_and_comes_back(page, suite):
    page.post(reverse("compose:project_archive", args=[suite.public_id]))
    shown = page.get(reverse("compose:projects"))
    assert list(shown.context["projects"]) == [] and list(shown.context["archived"]) == [suite]
    page.post(reverse("compose:project_reopening", args=[suite.public_id]))
    assert list(page.get(reverse("compose:projects")).context["projects"]) == [suite]


def test_counts_leave_out_what_is_in_the_bin(page, suite):
    page.post(reverse("compose:deletion", args=[piece(suite, "B").public_id]))
    assert "2 pieces" in page.get(reverse("compose:projects")).content.decode()


def test_a_list_of_many_projects_takes_few_questions(page, clara, django_assert_max_num_queries):
    for number in range(20):
        Project.objects.create(owner=clara, title=str(number))
    page.get(reverse("compose:projects"))  # the first visit of a session is written down
    with django_assert_max_num_queries(6):
        page.get(reverse("compose:projects"))


def test_words_of_a_person_stay_words(page, clara):
    nasty = Project.objects.create(owner=clara, title="<script>alert(1)</script>", description="<img src=x>")
    shown = page.get(nasty.get_absolute_url()).content.decode()
    assert "<script>alert" not in shown and "<img src=x>" not in shown
