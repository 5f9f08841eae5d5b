"""A small learning platform, run for real on this machine: it authenticates, signs launches with its own keys, publishes them, gives out
access tokens against our signed assertion, and keeps a gradebook."""

import json
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from pylti1p3.registration import Registration

from compose.education.lti.platforms import new_keys
from compose.education.models import LtiPlatform

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"


class PlatformServer:
    """`registered` is the row by which our site knows it."""

    def __init__(self) -> None:
        self.private_key, self.public_key = new_keys()
        self.scores: list[dict] = []
        self.tokens: set[str] = set()
        self.is_down = False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def register(self) -> LtiPlatform:
        private, public = new_keys()
        self.registered = LtiPlatform.objects.create(
            name="Open Campus", issuer=self.address, client_id="tool-7", deployment_ids=["1"], auth_login_url=f"{self.address}/auth",
            auth_token_url=f"{self.address}/token", key_set_url=f"{self.address}/jwks", private_key=private, public_key=public,
        )  # fmt: skip
        return self.registered

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def claims(self, nonce: str, *, sub: str = "u1", role: str = "Learner", message: str = "LtiResourceLinkRequest", **changes) -> dict:
        now = int(time.time())
        return {
            "iss": self.address, "aud": "tool-7", "sub": sub, "iat": now, "exp": now + 300, "nonce": nonce,
            "given_name": "Anna", "family_name": "Keller", "email": "anna@example.org", "name": "Anna Keller",
            f"{CLAIM}message_type": message, f"{CLAIM}version": "1.3.0", f"{CLAIM}deployment_id": "1",
            f"{CLAIM}roles": [f"{MEMBERSHIP}{role}"], f"{CLAIM}context": {"id": "c1", "title": "Music 8b"},
            f"{CLAIM}target_link_uri": "http://testserver/", f"{CLAIM}resource_link": {"id": "r1", "title": "Task"},
        } | changes  # fmt: skip

    def signed(self, claims: dict, key: str = "") -> str:
        kid = Registration.get_jwk(self.public_key)["kid"]
        return jwt.encode(claims, key or self.private_key, algorithm="RS256", headers={"kid": kid})

    def _token(self, form: dict) -> str | None:
        """Only for an assertion that the tool's own key signed."""
        try:
            jwt.decode(form["client_assertion"][0], self.registered.public_key, algorithms=["RS256"], audience=f"{self.address}/token")
        except (jwt.InvalidTokenError, KeyError):
            return None
        token = uuid.uuid4().hex
        self.tokens.add(token)
        return token

    def _handler(platform):
        class Handler(BaseHTTPRequestHandler):
            def answer(self, status: int, body: dict) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def do_GET(self) -> None:
                self.answer(200, {"keys": [Registration.get_jwk(platform.public_key)]})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                path = urlsplit(self.path).path
                if path == "/token":
                    token = platform._token(parse_qs(body))
                    self.answer(200 if token else 401, {"access_token": token, "token_type": "bearer", "expires_in": 300})
                elif path == "/items/1/scores" and self.headers.get("Authorization", "").removeprefix("Bearer ") in platform.tokens:
                    if not platform.is_down:
                        platform.scores.append(json.loads(body))
                    self.answer(503 if platform.is_down else 200, {})
                else:
                    self.answer(403, {})

            def log_message(self, *args: object) -> None: ...

        return Handler
