import re

import pytest

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
