"""Steps that several journeys share, named as the person would say them."""

import json
import re

from playwright.sync_api import Page

from .conftest import PATIENCE_MS, Site

PASSWORD = "a short sentence is best"


def sign_up(page: Page, site: Site, username: str) -> None:
    page.goto(f"{site.address}/accounts/signup/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url(f"{site.address}/")


def ask_for(page: Page, site: Site, description: str) -> None:
    """From the first page to the page of the piece."""
    page.goto(f"{site.address}/")
    page.get_by_label("Describe the music").fill(description)
    page.get_by_role("button", name="Compose", exact=True).click()
    page.wait_for_url(re.compile(r"/pieces/[\w-]{12}/$"))


def plan_of(page: Page) -> dict[str, str]:
    """Label → value of the card "What I understood"."""
    rows = page.locator(".plan-field")
    return {row.locator("dt").inner_text(): row.locator(".plan-value").inner_text() for row in rows.all()}


def systems_of(page: Page) -> list[int]:
    return [int(number) for number in page.locator("[data-system]").evaluate_all("all => all.map(each => each.dataset.system)")]


def wait_until_done(page: Page) -> None:
    page.locator("a.download").first.wait_for(timeout=2 * PATIENCE_MS)


def wait_until_kept(page: Page, *settings: tuple[str, str]) -> None:
    """What a guest sets on the page of a piece is kept a moment later."""
    script = """(wanted) => Object.keys(localStorage).filter(key => key.startsWith('settings:')).some(
        key => wanted.every(text => localStorage.getItem(key).includes(text)))"""
    page.wait_for_function(script, arg=[json.dumps(pair, separators=(",", ":")) for pair in settings])
