"""Who gets what in the administration."""

from django.apps import apps

from tests.education.access_rows import MODELS as OF_CLASSROOMS

from .rows import METHODS, Row, StaffOnly

A_MODEL = {"": "looking", "add/": "adding", "<path:object_id>/history/": "history", "<path:object_id>/delete/": "deleting",
           "<path:object_id>/change/": "changing", "<path:object_id>/": "short"}
EDITED = {"looking": 200, "adding": 200, "history": 200, "deleting": 200, "changing": 200, "short": 302}
LOOKED_AT = EDITED | {"adding": 403, "deleting": 403}
TAKEN_AWAY = EDITED | {"adding": 403}
ADMINISTERED = {
    "auth/group": EDITED, "account/emailaddress": EDITED, "accounts/user": EDITED, "compose/piece": EDITED,
    "compose/generation": LOOKED_AT, "compose/version": LOOKED_AT, "compose/generationevent": LOOKED_AT, "compose/workernode": LOOKED_AT,
    "compose/tokenbucket": LOOKED_AT, "compose/sharelink": LOOKED_AT, "compose/grant": LOOKED_AT,
    "accounts/accountevent": LOOKED_AT, "accounts/accesstoken": TAKEN_AWAY, "mfa/authenticator": TAKEN_AWAY,
    "usersessions/usersession": TAKEN_AWAY, "compose/project": EDITED, "compose/placement": EDITED,
    "compose/takeout": LOOKED_AT, "compose/playersetting": LOOKED_AT,
    "gallery/listing": LOOKED_AT, "gallery/like": LOOKED_AT, "gallery/follow": LOOKED_AT, "gallery/thumbnail": LOOKED_AT,
    "gallery/comment": EDITED, "gallery/report": EDITED, "gallery/collection": EDITED, "gallery/collectionitem": EDITED,
    "gallery/piecetag": EDITED, "compose/credit": LOOKED_AT, "compose/recognition": LOOKED_AT,
}  # fmt: skip
APPS = "auth|account|accounts|mfa|usersessions|compose|education|gallery"
ROWS: dict[str, Row] = {
    "admin/": StaffOnly(methods=METHODS),
    "admin/login/": StaffOnly(302, members=403),
    "admin/logout/": StaffOnly(405),
    "admin/password_change/": StaffOnly(),
    "admin/password_change/done/": StaffOnly(),
    "admin/autocomplete/": StaffOnly(403),
    "admin/jsi18n/": StaffOnly(),
    "admin/r/<path:content_type_id>/<path:object_id>/": StaffOnly(404),
    "admin/accounts/user/<id>/password/": StaffOnly(),
    f"admin/^(?P<app_label>{APPS})/$": StaffOnly(),
    "admin/(?P<url>.*)$": StaffOnly(404),
}
for _model, _statuses in ADMINISTERED.items():
    ROWS |= {f"admin/{_model}/{rest}": StaffOnly(_statuses[kind]) for rest, kind in A_MODEL.items()}
for _name in OF_CLASSROOMS:  # of which the world holds none
    ROWS |= {f"admin/education/{_name}/{rest}": StaffOnly(302 if "object_id" in rest else 200) for rest in A_MODEL}
ROWS["admin/education/ltinote/add/"] = StaffOnly(403)  # only launches write these

EXAMPLES = {
    "<path:object_id>": lambda world, piece: 1,
    "accounts/user/<id>": lambda world, piece: f"accounts/user/{world.users['stranger'].pk}",
    f"(?P<app_label>{APPS})": lambda world, piece: "compose",
    "(?P<url>.*)": lambda world, piece: "anything/",
    "r/<path:content_type_id>/<path:object_id>": lambda world, piece: "r/1/1",
} | {
    f"admin/{model}/<path:object_id>": lambda world, piece, model=model: f"admin/{model}/{first(model)}" for model in ADMINISTERED
}  # fmt: skip


def first(model: str) -> object:
    """A row of it: the world holds at least one of each."""
    return apps.get_model(*model.split("/")).objects.order_by("pk").values_list("pk", flat=True)[0]
