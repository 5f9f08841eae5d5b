"""The description of the API in OpenAPI 3.1: one table of operations, from which the document and the page for people are made.

Tests hold it against the standard, against the routes, and against real answers.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from .. import exports
from ..forms import KEYS, MAX_SEED, TIMES
from ..licences import Licence
from ..models import Status
from ..music.instruments import ENSEMBLES
from ..uploading import Rights
from ..visibility import Visibility

EXAMPLE = """curl -H "Authorization: Bearer $SCORE_TOKEN" -H "Content-Type: application/json" \\
     -d '{"description": "slow waltz in D minor", "measure_count": 8}' \\
     {site}/api/v1/pieces"""

TEXT, WHOLE, YES_OR_NO = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
ADDRESS = {"type": "string", "format": "uri"}


def optional(schema: dict) -> dict:
    return schema | {"type": [schema["type"], "null"]}


def an_object(properties: dict, *, but: tuple[str, ...] = ()) -> dict:
    """All properties are always there, but those named, and no others."""
    required = [name for name in properties if name not in but]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def named(name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}"}


SUMMARY = {
    "id": {"type": "string", "pattern": r"^[\w-]{12}$"},
    "title": TEXT,
    "description": TEXT | {"description": "The words the piece was asked for with."},
    "is_mine": YES_OR_NO,
    "visibility": {"enum": Visibility.values},
    "licence": {"enum": Licence.values},
    "created_at": TEXT | {"format": "date-time"},
    "status": {"enum": Status.values},
    "is_final": YES_OR_NO | {"description": "Nothing more will be written into this version."},
    "measures": an_object({"written": WHOLE, "planned": optional(WHOLE)}),
    "version": WHOLE | {"description": "Number of the version that is shown. A change makes a new one."},
    "seed": WHOLE,
    "checkpoint": TEXT | {"description": "Fingerprint of the model. Same plan, seed and checkpoint: same score."},
    "page": ADDRESS | {"description": "For people."},
    "url": ADDRESS,
    "events": ADDRESS,
    "files": an_object(dict.fromkeys(exports.FORMATS, ADDRESS)),
}
SCHEMAS = {
    "PieceSummary": an_object(SUMMARY),
    "Piece": an_object(SUMMARY | {
        "plan": {"type": "object", "description": "What was understood: each field with its value and where it comes from."},
        "report": {"type": ["object", "null"], "description": "How well it was kept; null until the piece is finished."},
    }),
    "Pieces": an_object({
        "pieces": {"type": "array", "items": named("PieceSummary")},
        "next": optional(ADDRESS) | {"description": "The address of older pieces; null at the end."},
    }),
    "Wish": an_object({
        "description": TEXT | {"minLength": 1, "maxLength": 500, "description": "One sentence, in English."},
        "key": {"enum": [*KEYS, "", None]},
        "time": {"enum": [*TIMES, "", None]},
        "tempo_qpm": optional(WHOLE) | {"description": "Quarter notes a minute."},
        "measure_count": optional(WHOLE),
        "ensemble": {"enum": [*ENSEMBLES, "", None]},
        "seed": optional(WHOLE) | {"minimum": 0, "maximum": MAX_SEED},
        "idempotency_key": optional(TEXT) | {
            "maxLength": 64, "description": "The same key with the same wish gives the first piece again instead of a second one."},
    }, but=("key", "time", "tempo_qpm", "measure_count", "ensemble", "seed", "idempotency_key")),
    "Upload": an_object({
        "file": {"type": "string", "contentMediaType": "application/octet-stream",
                 "description": "MusicXML, compressed MusicXML, MIDI or ABC, up to 2 MB."},
        "rights": {"enum": Rights.values, "description": "What you may do with the music: “own”, the licence it is under, or “other”: "
                                                         "you may use it but not publish it, and it stays private."},
        "author": TEXT | {"maxLength": 150, "description": "Who wrote it; needed where a licence asks for credit."},
        "title": TEXT | {"maxLength": 120, "description": "Left out, that of the file."},
    }, but=("author", "title")),
    "Events": an_object({
        "frames": {"type": "array", "items": {
            "type": "object", "properties": {"seq": WHOLE, "event": TEXT}, "required": ["seq", "event"],
            "description": "queue, plan, started, measures, snapshot, done, cancelled or failed, with what belongs to it."}},
        "last_seq": WHOLE | {"description": "Ask with this as `after` next time."},
        "is_final": YES_OR_NO,
    }),
    "Error": an_object({
        "error": an_object({
            "code": TEXT | {"description": "Stable: for programs."}, "message": TEXT | {"description": "A sentence: for people."}}),
        "fields": {"type": "object", "description": "Of a wish: what is wrong with which field."},
    }, but=("fields",)),
}  # fmt: skip
PIECE_ID = {"name": "piece_id", "in": "path", "required": True, "schema": SUMMARY["id"], "description": "A piece's `id`."}
EXTENSION = {"name": "extension", "in": "path", "required": True, "schema": {"enum": [*exports.FORMATS]}}


def query(name: str, schema: dict, words: str) -> dict:
    return {"name": name, "in": "query", "schema": schema, "description": words}


@dataclass(frozen=True)
class Operation:
    """success: status, and the schema of the body; "" for none, "file" for a file."""

    name: str
    method: str
    path: str
    scope: str
    words: str
    success: tuple[int, str]
    refusals: dict[int, str] = field(default_factory=dict)
    parameters: tuple[dict, ...] = ()
    body: str = ""
    body_type: str = "application/json"

    def described(self) -> dict:
        told = {
            "operationId": self.name,
            "summary": str(self.words),
            "description": f"Needs the scope `{self.scope}`.",
            "security": [{"token": []}],
            "responses": {str(self.success[0]): self._success()} | {
                str(status): {"description": codes, "content": {"application/json": {"schema": named("Error")}}}
                for status, codes in sorted((EVERYWHERE | self.refusals).items())
            },
        }  # fmt: skip
        if self.parameters:
            told["parameters"] = list(self.parameters)
        if self.body:
            told["requestBody"] = {"required": True, "content": {self.body_type: {"schema": named(self.body)}}}
        return told

    def _success(self) -> dict:
        _status, schema = self.success
        if schema == "file":
            return {"description": "The file.", "content": {each.content_type.partition(";")[0]: {} for each in exports.FORMATS.values()}}
        return {"description": "Done."} | ({"content": {"application/json": {"schema": named(schema)}}} if schema else {})


EVERYWHERE = {401: "api.no_token, api.bad_token", 403: "api.scope_missing", 429: "api.too_many_requests"}
GONE = {404: "api.not_found"}
PIECES, PIECE = "/api/v1/pieces", "/api/v1/pieces/{piece_id}"
OPERATIONS = (
    Operation(
        "compose", "post", PIECES, "compose", _("Compose a piece"), (201, "Piece"), body="Wish",
        refusals={400: "api.bad_json, api.unknown_field, api.bad_field, and what the words of the wish were refused for",
                  413: "api.too_big", 429: "generation.limit_reached, generation.site_is_full, api.too_many_requests"},
    ),
    Operation(
        "uploadPiece", "post", "/api/v1/uploads", "compose", _("Upload music"), (201, "Piece"), body="Upload",
        body_type="multipart/form-data",
        refusals={400: "upload.refused, upload.too_big, upload.no_author, required, invalid_choice",
                  429: "generation.limit_reached, generation.site_is_full, api.too_many_requests"},
    ),
    Operation(
        "listPieces", "get", PIECES, "read", _("List my pieces, the newest first"), (200, "Pieces"), {400: "api.bad_cursor"},
        (query("before", SUMMARY["id"], "The `id` of the last piece you have."),),
    ),
    Operation("getPiece", "get", PIECE, "read", _("Look at a piece"), (200, "Piece"), GONE, (PIECE_ID,)),
    Operation("deletePiece", "delete", PIECE, "compose", _("Put a piece into the bin"), (204, ""), GONE, (PIECE_ID,)),
    Operation(
        "followPiece", "get", f"{PIECE}/events", "read", _("Follow a piece while it is written"), (200, "Events"),
        GONE | {400: "events.bad_cursor"}, (PIECE_ID, query("after", WHOLE | {"minimum": 0}, "`last_seq` of the answer before.")),
    ),
    Operation(
        "downloadPiece", "get", f"{PIECE}/files/{{extension}}", "read", _("Download a piece, or what exists of it so far"), (200, "file"),
        GONE | {409: "score.no_measure_yet", 429: "generation.limit_reached, generation.site_is_full, api.too_many_requests"},
        (PIECE_ID, EXTENSION),
    ),
)  # fmt: skip


def document(site: str) -> dict:
    paths: dict[str, dict] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = operation.described()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sentence & Score", "version": "1",
            "description": "A sentence becomes an engraved score. Make an access token in your account and send it with every request.",
        },
        "servers": [{"url": site.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": SCHEMAS, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }  # fmt: skip


def for_people() -> list[dict]:
    """The operations as the page shows them."""
    return [
        {"words": each.words, "method": each.method.upper(), "path": each.path, "scope": each.scope, "success": each.success[0],
         "refusals": sorted((EVERYWHERE | each.refusals).items()), "parameters": [p for p in each.parameters if p["in"] == "query"],
         "fields": SCHEMAS[each.body]["properties"].items() if each.body else ()}
        for each in OPERATIONS
    ]  # fmt: skip
