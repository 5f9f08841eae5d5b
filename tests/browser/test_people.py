"""A person and their account in a real browser: profile, second factor, passkey, sessions, projects, taking everything along."""

import re
import zipfile

import pytest
from playwright.sync_api import Page

from tests.accounts.people import six_digits

from .conftest import Site
from .journeys import PASSWORD, ask_for, sign_up, wait_until_done

PHONE = {"width": 390, "height": 844}
OVERFLOW = "() => document.documentElement.scrollWidth - window.innerWidth"
ACCOUNT_PAGES = ("/accounts/profile/", "/accounts/email/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/2fa/totp/activate/",
                 "/accounts/2fa/webauthn/add/", "/accounts/sessions/", "/accounts/history/", "/accounts/tokens/", "/accounts/leaving/",
                 "/takeouts/", "/projects/", "/bin/", "/about/api/")  # fmt: skip


def sign_in(page: Page, address: str, username: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def test_sign_up_profile_second_factor_and_sessions(slow_site: Site, open_page):
    page: Page = open_page()
    sign_up(page, slow_site, "robert")
    page.goto(f"{slow_site.address}/accounts/profile/")
    page.get_by_label("Name shown to others").fill("Robert Schumann")
    page.get_by_label("Whoever has the link").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert page.locator(".masthead .account-name").inner_text() == "Robert Schumann"
    assert page.locator(".profile-picture .avatar text").text_content() == "RS"
    assert page.get_by_label("Whoever has the link").is_checked()

    page.goto(f"{slow_site.address}/accounts/2fa/")
    page.get_by_role("link", name="Set it up").click()
    page.get_by_text("I cannot scan it").click()
    secret = page.locator("#authenticator_secret").inner_text()
    page.get_by_label("The six digits").fill(six_digits(secret))
    page.get_by_role("button", name="Switch it on").click()
    codes = page.get_by_label("Your codes").input_value().split()
    page.get_by_label("I have saved my recovery codes").check()
    page.get_by_role("link", name="Done").click()
    page.get_by_text("Authenticator app on").wait_for()

    elsewhere: Page = open_page(user_agent="Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", viewport=PHONE)
    sign_in(elsewhere, slow_site.address, "robert")
    elsewhere.get_by_text("One more step").wait_for()
    elsewhere.get_by_label("Code").fill(codes[0])
    elsewhere.locator("main").get_by_role("button", name="Sign in").click()
    elsewhere.wait_for_url(f"{slow_site.address}/")

    page.goto(f"{slow_site.address}/accounts/sessions/")
    assert [row.inner_text().split("\n")[0] for row in page.locator(".row-words").all()][1] == "Safari, iPad"
    page.get_by_role("button", name="Sign out everywhere else").click()
    page.get_by_text("You are signed in nowhere else.").wait_for()
    elsewhere.goto(f"{slow_site.address}/accounts/profile/")
    assert "/accounts/login/" in elsewhere.url
    page.goto(f"{slow_site.address}/accounts/history/")
    assert page.get_by_text("Second factor added").count() and page.get_by_text("Signed out everywhere else").count()


def with_authenticator(page: Page) -> None:
    """A device that knows its owner, as a telephone with a fingerprint does."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    facts = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
             "automaticPresenceSimulation": True}  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": facts})


def test_a_passkey_signs_in_without_a_password(slow_site: Site, open_page):
    """Under the name localhost: a number is no name a passkey could belong to."""
    address = slow_site.address.replace("127.0.0.1", "localhost")
    page: Page = open_page()
    with_authenticator(page)
    page.goto(f"{address}/accounts/signup/")
    page.get_by_label("Username").fill("fanny")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/accounts/2fa/webauthn/add/")
    assert page.get_by_label("A name, to tell it from others").input_value() == "Chrome, Linux"
    page.get_by_label("Sign me in without a password").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("I have saved my recovery codes").check()
    page.goto(f"{address}/accounts/2fa/webauthn/")
    page.get_by_text("instead of the password").wait_for()

    page.locator(".account-menu summary").click()
    page.locator(".account-menu").get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").wait_for()
    page.goto(f"{address}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{address}/")
    assert page.locator(".masthead .account-name").inner_text() == "fanny"


def test_whoever_stops_a_passkey_is_told_that_nothing_happened(slow_site: Site, open_page):
    page: Page = open_page()
    page.goto(f"{slow_site.address}/accounts/login/")
    page.evaluate("() => document.dispatchEvent(new CustomEvent('allauth.error', { cancelable: true }))")
    page.get_by_text("Nothing has changed; you can try again.").wait_for()


@pytest.fixture
def suite(slow_site: Site, open_page) -> Page:
    """The page of a project with the pieces one, two and three bars long, in that order."""
    page: Page = open_page()
    username = f"felix{id(page) % 100_000}"
    sign_up(page, slow_site, username)
    for measures in (1, 2, 3):
        ask_for(page, slow_site, f"march number {measures}, {measures + 3} bars")
        page.get_by_text("Put into a project").click()
        if measures == 1:
            page.get_by_label("or a new one").fill("Suite")
        else:
            page.get_by_label("Project", exact=True).select_option(label="Suite")
        page.get_by_role("button", name="Put in").click()
        page.get_by_text("is in “Suite” now").wait_for()
    page.goto(f"{slow_site.address}/projects/")
    page.locator(".card-link", has_text="Suite").click()
    page.locator(".arranged-row").nth(2).wait_for()
    return page


def order(page: Page) -> list[str]:
    return [re.search(r"\d", row.get_attribute("data-title")).group() for row in page.locator(".arranged-row").all()]


def kept_order(page: Page) -> list[str]:
    page.reload()
    return order(page)


def test_a_project_is_arranged_by_dragging_and_by_keyboard(suite: Page):
    assert order(suite) == ["1", "2", "3"]
    grip = suite.locator(".arranged-row").nth(2).locator("[data-grip]").bounding_box()
    target = suite.locator(".arranged-row").nth(0).bounding_box()
    suite.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    suite.mouse.down()
    suite.mouse.move(target["x"] + 20, target["y"] + target["height"] / 2, steps=8)
    suite.mouse.move(target["x"] + 20, target["y"] + 3, steps=3)
    suite.mouse.up()
    suite.get_by_text("is number 1 of 3 now.").wait_for(state="attached")
    assert order(suite) == ["3", "1", "2"] == kept_order(suite)

    down = suite.locator(".arranged-row").nth(0).get_by_role("button", name="down")
    down.focus()
    suite.keyboard.press("Enter")
    suite.get_by_text("is number 2 of 3 now.").wait_for(state="attached")
    suite.keyboard.press("Enter")  # the focus went along
    suite.get_by_text("is number 3 of 3 now.").wait_for(state="attached")
    assert order(suite) == ["1", "2", "3"] == kept_order(suite)


def test_a_project_is_arranged_without_javascript(suite: Page, open_page):
    plain: Page = open_page(java_script_enabled=False, storage_state=suite.context.storage_state())
    plain.goto(suite.url)
    plain.locator(".arranged-row").nth(0).get_by_role("button", name="down").click()
    assert order(plain) == ["2", "1", "3"]
    assert not plain.locator("[data-grip]").first.is_visible()


def test_everything_is_taken_along(slow_site: Site, open_page, tmp_path):
    page: Page = open_page(accept_downloads=True)
    sign_up(page, slow_site, "johannes")
    ask_for(page, slow_site, "lullaby in F major, 4 bars")
    wait_until_done(page)
    page.goto(f"{slow_site.address}/takeouts/")
    page.get_by_role("button", name="Pack 1 piece").click()
    page.get_by_text("It is ready").wait_for()  # the page asks by itself
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert re.fullmatch(r"johannes-\d{4}-\d\d-\d\d\.zip", download.value.suggested_filename)
    download.value.save_as(tmp_path / "all.zip")
    names = [name.rpartition("/")[2] for name in zipfile.ZipFile(tmp_path / "all.zip").namelist()]
    assert {"piece.musicxml", "piece.mid", "piece.pdf", "piece.abc", "piece.svg", "piece.json", "001.json", "README.txt"} <= set(names)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_an_account_scrolls_sideways_on_a_phone(slow_site: Site, open_page, scheme):
    page: Page = open_page(viewport=PHONE, color_scheme=scheme)
    sign_up(page, slow_site, f"a-person-with-a-rather-long-name-{scheme}")
    for path in ACCOUNT_PAGES:
        page.goto(f"{slow_site.address}{path}")
        assert page.evaluate(OVERFLOW) <= 0, path
