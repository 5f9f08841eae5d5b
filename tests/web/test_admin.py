import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from compose import claiming, jobs
from compose.lineage import Credit
from compose.models import Generation, Piece, PlayerSetting, Status, TokenBucket, WorkerNode
from compose.projects import Placement, Project
from compose.recognitions import Recognition
from compose.takeouts import Takeout
from compose.visibility import Grant, ShareLink
from tests.factories import claim_piece, make_piece, make_user

pytestmark = pytest.mark.django_db

MODELS = list(apps.get_app_config("compose").get_models())


@pytest.fixture
def administrator(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_table_can_be_listed_searched_and_looked_at(administrator, model):
    ShareLink.objects.create(piece=make_piece())
    Grant.objects.create(piece=Piece.objects.get(), user=make_user())
    Credit.objects.create(piece=Piece.objects.get(), position=1, licence="CC-BY-4.0")
    PlayerSetting.objects.create(piece=Piece.objects.get(), user=make_user())
    project = Project.objects.create(owner=make_user(), title="Waltzes")
    Placement.objects.create(project=project, piece=Piece.objects.get(), position=1)
    Takeout.objects.create(user=project.owner, expires_at=timezone.now())
    Recognition.objects.create(version=Piece.objects.get().current)
    claim_piece(measures=1)
    WorkerNode.objects.create(name="here:1:a")
    TokenBucket.objects.create(key="k", full_at_seconds=1)
    assert admin.site.is_registered(model)
    name = f"admin:compose_{model._meta.model_name}"
    assert administrator.get(reverse(f"{name}_changelist"), {"q": "waltz"}).status_code == 200
    assert administrator.get(reverse(f"{name}_change", args=[model.objects.first().pk])).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_somebody_else_is_sent_away(client, model):
    client.force_login(make_user())
    assert client.get(reverse(f"admin:compose_{model._meta.model_name}_changelist")).status_code == 302


def test_the_tables_of_the_machine_cannot_be_changed_by_hand(administrator):
    make_piece()
    for name in ("generation", "generationevent", "workernode", "tokenbucket", "sharelink", "grant", "playersetting"):
        assert administrator.get(reverse(f"admin:compose_{name}_add")).status_code == 403


def act(client, action: str, *generations):
    keys = [generation.pk for generation in generations]
    return client.post(reverse("admin:compose_generation_changelist"), {"action": action, "_selected_action": keys}, follow=True)


def history() -> list[tuple[str, str]]:
    return list(LogEntry.objects.order_by("pk").values_list("object_id", "change_message"))


def test_an_administrator_cancels_and_that_is_written_down(administrator, caplog):
    caplog.set_level("INFO", "compose.admin")
    running, waiting, done = make_piece(), make_piece(), make_piece()
    Generation.objects.filter(piece=done).update(status=Status.DONE)
    claiming.claim(owner="here:1:a")
    answer = act(administrator, "cancel", waiting.generation, running.generation, done.generation)
    assert "2 cancelled" in answer.content.decode()
    assert Generation.objects.get(piece=waiting).status == Status.CANCELLED
    assert Generation.objects.get(piece=running).cancel_requested_at is not None
    assert Generation.objects.get(piece=done).cancel_requested_at is None
    assert sorted(history()) == [(str(pk), "cancelled") for pk in (running.generation.pk, waiting.generation.pk)]
    assert {record.generation for record in caplog.records} == {waiting.generation.pk, running.generation.pk}


def test_a_failed_piece_is_composed_anew_for_the_same_person_once(administrator):
    piece = make_piece(composer=make_user())
    claim = claim_piece(measures=1)
    jobs.fail(claim=claim, expected_seq=3, code="generation.poison", message="No.")
    for _ in range(2):
        act(administrator, "retry", Generation.objects.get(piece=piece))
    old, new = Generation.objects.order_by("pk")
    assert (old.status, new.status) == (Status.FAILED, Status.QUEUED), "final states are never left"
    assert (new.piece.composer, new.piece.description, new.piece.current.seed) == (piece.composer, piece.description, piece.current.seed)
    assert new.requester == old.requester and history()[0] == (str(old.pk), f"retried as generation {new.pk}")


def test_a_piece_that_hangs_is_taken_from_its_worker_and_goes_on_where_it_was(administrator):
    piece = make_piece()
    stuck = claim_piece(owner="here:1:a", measures=2)
    act(administrator, "retry", piece.generation)
    next_claim = claiming.claim(owner="here:2:b")
    assert (next_claim.generation_id, next_claim.cursor) == (piece.generation.pk, 2)
    with pytest.raises(jobs.Fenced):
        jobs.commit_measures(claim=stuck, expected_seq=4, expected_cursor=2, measures=[[[2, 0, 0, 0, 0]]])


def test_what_is_done_or_too_much_is_not_retried_and_says_so(administrator, settings):
    done = make_piece()
    Generation.objects.filter(piece=done).update(status=Status.DONE)
    assert "there is nothing to try again" in act(administrator, "retry", done.generation).content.decode()
    failed = make_piece(composer=done.composer)
    Generation.objects.filter(piece=failed).update(status=Status.FAILED)
    settings.COMPOSE_DAY_LIMIT = 1
    assert "the most one person may" in act(administrator, "retry", failed.generation).content.decode()
    assert Generation.objects.count() == 2


def test_staff_that_may_only_look_cannot_act(client):
    looking = make_user(is_staff=True)
    looking.user_permissions.add(Permission.objects.get(codename="view_generation"))
    client.force_login(looking)
    piece = make_piece()
    page = client.get(reverse("admin:compose_generation_changelist"))
    assert page.status_code == 200 and 'value="cancel"' not in page.content.decode()
    act(client, "cancel", piece.generation)
    assert Generation.objects.get().status == Status.QUEUED and history() == []


def test_somebody_else_cannot_act(client):
    piece = make_piece()
    client.force_login(piece.composer)
    act(client, "cancel", piece.generation)
    assert Generation.objects.get().status == Status.QUEUED
