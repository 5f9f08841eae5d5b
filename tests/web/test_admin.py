import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from compose.models import TokenBucket, WorkerNode
from tests.factories import claim_piece, make_piece, make_user

pytestmark = pytest.mark.django_db

MODELS = list(apps.get_app_config("compose").get_models())


@pytest.fixture
def administrator(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_table_can_be_listed_searched_and_looked_at(administrator, model):
    make_piece()
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
    for name in ("generation", "generationevent", "workernode", "tokenbucket"):
        assert administrator.get(reverse(f"admin:compose_{name}_add")).status_code == 403
