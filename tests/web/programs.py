"""A program that uses the API of the site, and holds every answer against the description of the API."""

import json
import re

from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from accounts import tokens
from accounts.models import User
from compose.api.openapi import document

DOCUMENT = document("http://testserver/")
WISH = {"description": "slow waltz in D minor for piano", "measure_count": 4, "seed": 7}


class Program:
    """It holds a token and no cookies. Every answer is compared with what the description says about it."""

    def __init__(self, user: User | None = None, scopes: tuple[str, ...] = ("read", "compose"), secret: str = "") -> None:
        self.client = Client()
        if user:
            _token, secret = tokens.make(user=user, name="test", scopes=scopes)
        self.headers = {"authorization": f"Bearer {secret}"} if secret else {}

    def ask(self, method: str, path: str, wish: object = None):
        body = {} if wish is None else {"data": json.dumps(wish), "content_type": "application/json"}
        answer = getattr(self.client, method.lower())(path, headers=self.headers, **body)
        assert_as_described(method, path, answer)
        return answer

    def compose(self, **changes: object) -> dict:
        answer = self.ask("POST", "/api/v1/pieces", WISH | changes)
        assert answer.status_code == 201, answer.content
        return answer.json()


def operation_at(method: str, path: str) -> dict:
    for template, methods in DOCUMENT["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path.partition("?")[0]):
            return methods[method.lower()]
    raise AssertionError(f"the description knows no {path}")


def assert_as_described(method: str, path: str, answer) -> None:
    responses = operation_at(method, path)["responses"]
    assert str(answer.status_code) in responses, f"{method} {path} answers {answer.status_code}, which is not described"
    content = responses[str(answer.status_code)].get("content", {})
    kind = answer.get("Content-Type", "").partition(";")[0]
    if not content:
        assert not answer.content
        return
    assert kind in content
    if schema := content[kind].get("schema"):
        whole = schema | {"components": DOCUMENT["components"]}  # what the schema refers to
        Draft202012Validator(whole, format_checker=FormatChecker()).validate(answer.json())
