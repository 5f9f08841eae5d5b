import json
import re
import shutil

import pytest
from django.test import Client
from django.urls import reverse

from tests.site.test_environment import SECRET, start

STRICT = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/pieces/", "/accounts/login/", "/admin/login/", "/about/model/", "/nothing/"])
def test_every_page_carries_the_strict_policy(client, path):
    response = client.get(path)
    policy = dict(rule.strip().split(" ", 1) for rule in response["Content-Security-Policy"].split(";"))
    assert {name: policy[name] for name in STRICT} == STRICT
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "microphone=()" in response["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/pieces/", "/accounts/signup/", "/about/model/"])
def test_no_page_names_another_host_for_its_parts(client, path):
    page = client.get(path).content.decode()
    assert re.findall(r"""(?:src|href|action)=["'](https?:)?//""", page) == []
    assert " style=" not in page and "<style" not in page and "onclick" not in page


@pytest.mark.django_db
def test_a_form_that_is_too_old_gets_our_page_under_the_policy():
    answer = Client(enforce_csrf_checks=True).post(reverse("compose:compose"), {"description": "slow waltz"})
    assert answer.status_code == 403 and "This form is too old" in answer.content.decode()
    assert "<style" not in answer.content.decode() and "'none'" in answer["Content-Security-Policy"]


PRODUCTION = """
import json
from django.test import Client
client = Client(HTTP_HOST="example.org")
healthz = client.get("/healthz", secure=True)
guest = client.post("/compose/", {"description": "slow waltz"}, secure=True)
plain = client.get("/pieces/", secure=False)
morsel = client.cookies["__Host-session"]
print(json.dumps({"headers": dict(healthz.headers), "cookie": dict(morsel), "plain": [plain.status_code, plain["Location"]]}))
"""


def test_a_site_speaks_https_only_and_says_so(tmp_path, template):
    site = {"DEBUG": "0", "ALLOWED_HOSTS": "example.org", "SECRET_KEY": SECRET}
    shutil.copy(template, tmp_path / "site.sqlite3")
    answer = start(tmp_path, "shell", "-v0", "-c", PRODUCTION, **site)
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout.strip().splitlines()[-1])
    headers, cookie = told["headers"], told["cookie"]
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin" and headers["Referrer-Policy"] == "same-origin"
    assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/" and not cookie["domain"]
    assert 0 < int(cookie["max-age"]) <= 14 * 24 * 3600
    assert told["plain"] == [301, "https://example.org/pieces/"]
