"""People and pieces for tests, plain and unsurprising. `changes` are fields of the row."""

import itertools

from accounts.models import User
from compose import claiming, jobs
from compose.models import Generation, Piece, Version

_numbers = itertools.count(1)
VERSION_FIELDS = {"plan", "seed", "checkpoint", "header", "steps", "report", "style", "kind", "task", "words"}


def make_user(**changes) -> User:
    number = next(_numbers)
    return User.objects.create_user(**{"username": f"composer{number}"} | changes)


def make_piece(**changes) -> Piece:
    """A piece waiting in the queue. It belongs to `composer` or to the guest with `guest_key`. Fields of its version may be named too."""
    requester = changes.pop("requester", "")
    music = {"seed": 7} | {name: changes.pop(name) for name in VERSION_FIELDS & changes.keys()}
    piece = Piece(**{"title": "Slow waltz", "description": "slow waltz"} | changes)
    if piece.composer_id is None and not piece.guest_key:
        piece.composer = make_user()
    requester = requester or (f"user:{piece.composer_id}" if piece.composer_id else f"guest:{piece.guest_key}")
    Generation.objects.create(piece=piece, version=piece.add(Version(**music)), requester=requester)
    return piece


def claim_piece(owner: str = "here:1:a", measures: int = 0) -> claiming.Claim:
    """The next piece in the queue, claimed, with its plan and some measures committed."""
    claim = claiming.claim(owner=owner)
    assert claim is not None
    if measures:
        committed = jobs.commit_plan(claim=claim, plan={}, header={}, checkpoint="test", measure_count=8, eta_seconds=3)
        jobs.commit_measures(claim=claim, expected_seq=committed.last_seq, expected_cursor=0, measures=[[[2, 0, 0, 0, 0]]] * measures)
    return claim
