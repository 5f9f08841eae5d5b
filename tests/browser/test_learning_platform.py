"""A course on another site sends its teacher here, in a real browser: cookies travel as browsers let them, and an account is connected."""

import json
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.education.lti_platform import PlatformServer

from .conftest import ROOT, Site
from .journeys import PASSWORD, sign_up

REGISTER = """
import json, sys
from compose.education.lti.platforms import new_keys
from compose.education.models import LtiPlatform
private, public = new_keys()
LtiPlatform.objects.create(private_key=private, public_key=public, **json.loads(sys.stdin.read()))
"""


class CoursePlatform(PlatformServer):
    """Another site to the browser, by another name than ours. Whoever follows the link of its page is the teacher of the course."""

    def __init__(self) -> None:
        super().__init__()
        self.address = self.address.replace("127.0.0.1", "localhost")

    def register_at(self, site: Site) -> None:
        facts = {
            "name": "Open Campus", "issuer": self.address, "client_id": "tool-7", "deployment_ids": ["1"],
            "auth_login_url": f"{self.address}/auth", "auth_token_url": f"{self.address}/token", "key_set_url": f"{self.address}/jwks",
        }  # fmt: skip
        command = [sys.executable, "manage.py", "shell", "-c", REGISTER]
        subprocess.run(command, input=json.dumps(facts), text=True, cwd=ROOT, env=site.environment, check=True, capture_output=True)

    def _page(self, path: str) -> str:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        if urlsplit(path).path != "/auth":
            hints = f"iss={self.address}&login_hint=7&client_id=tool-7&target_link_uri=x"
            return f'<a href="{asked["tool"]}/classes/lti/login/?{hints}">Music</a>'
        token = self.signed(self.claims(asked["nonce"], sub="t1", role="Instructor"))
        fields = f'<input name="id_token" value="{token}"><input name="state" value="{asked["state"]}">'
        return f'<form method="post" action="{asked["redirect_uri"]}">{fields}<button>Go on</button></form>'

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        platform, inherited = self, super()._handler()

        class Handler(inherited):
            def do_GET(self) -> None:
                if urlsplit(self.path).path == "/jwks":
                    return super().do_GET()
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(f"<!doctype html><title>Course</title>{platform._page(self.path)}".encode())

        return Handler


@pytest.fixture
def course(slow_site: Site):
    started = CoursePlatform()
    started.register_at(slow_site)
    yield started
    started.stop()


def follow_the_link(page: Page, course: CoursePlatform, site: Site) -> None:
    page.goto(f"{course.address}/course?tool={site.address}")
    page.get_by_role("link", name="Music").click()
    page.get_by_role("button", name="Go on").click()


def test_a_teacher_is_asked_once_and_comes_into_the_account_they_have(slow_site, course, open_page):
    page = open_page()
    page.watch.tolerate("favicon")
    sign_up(page, slow_site, "mrhall")
    follow_the_link(page, course, slow_site)
    expect(page.get_by_role("heading", name="Is this you?")).to_be_visible()
    expect(page.locator(".lead")).to_contain_text("mrhall")
    page.get_by_label("Your password here").fill(PASSWORD)
    page.get_by_role("button", name="Yes, this is me").click()
    expect(page.get_by_role("heading", name="Music 8b")).to_be_visible()

    elsewhere = open_page()
    elsewhere.watch.tolerate("favicon")
    follow_the_link(elsewhere, course, slow_site)
    expect(elsewhere.get_by_role("heading", name="Music 8b")).to_be_visible()
    expect(elsewhere.get_by_text(re.compile("mrhall")).first).to_be_visible()


def test_who_is_new_needs_no_account(slow_site, course, open_page):
    page = open_page()
    page.watch.tolerate("favicon")
    follow_the_link(page, course, slow_site)
    expect(page.get_by_role("link", name="I have an account here: sign in")).to_be_visible()
    page.get_by_role("button", name="I am new here").click()
    expect(page.get_by_role("heading", name="Music 8b")).to_be_visible()
