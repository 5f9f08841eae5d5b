"""A composer shares, a stranger may not open what is private, and another one remixes: the credit goes along."""

import re
import xml.etree.ElementTree as ElementTree

from .journeys import ask_for, sign_up, wait_until_done


def share(page, who: str, licence: str = "") -> None:
    if not page.get_by_label(who).is_visible():
        page.locator(".sharing summary").first.click()
    page.get_by_label(who).check()
    if licence:
        page.get_by_label("What others may do with it").select_option(licence)
    page.locator(".sharing-form button").click()
    page.wait_for_load_state()


def rights_of(page, address: str) -> str:
    answer = page.request.get(f"{address}score.musicxml")
    assert answer.ok
    return ElementTree.fromstring(answer.text()).findtext("identification/rights")


def test_sharing_and_remixing(slow_site, open_page):
    clara, stranger, robert = open_page(), open_page(), open_page(viewport={"width": 390, "height": 844})
    stranger.watch.tolerate("404")
    sign_up(clara, slow_site, "clara.shares")
    ask_for(clara, slow_site, "slow waltz, 4 bars")
    wait_until_done(clara)
    address = clara.url
    assert stranger.goto(address).status == 404
    assert stranger.goto(f"{slow_site.address}/gallery/").ok and stranger.get_by_text("Slow waltz").count() == 0

    share(clara, "Everyone", "CC-BY-SA-4.0")
    stranger.goto(f"{slow_site.address}/gallery/")
    stranger.get_by_role("link", name="Slow waltz, 4 bars", exact=True).click()
    assert re.search(r"/music/slow-waltz-4-bars/[\w-]{12}/$", stranger.url)
    assert stranger.get_by_role("button", name="Delete").count() == 0

    sign_up(robert, slow_site, "robert.remixes")
    robert.goto(f"{slow_site.address}/gallery/")
    robert.get_by_role("link", name="Slow waltz, 4 bars", exact=True).click()
    robert.get_by_role("button", name="Make your own version").click()
    robert.wait_for_url(re.compile(r"/pieces/[\w-]{12}/$"))
    remix = robert.url
    assert remix != address and "This is your own copy now" in robert.inner_text("main")
    assert "Based on “Slow waltz, 4 bars” by clara.shares (CC BY-SA 4.0)" in rights_of(robert, remix)

    share(clara, "Only me")
    assert stranger.goto(address).status == 404
    assert stranger.goto(remix).status == 404
    assert "by clara.shares (CC BY-SA 4.0)" in rights_of(robert, remix)


def test_a_piece_is_played_where_it_is_listed(slow_site, open_page):
    clara = open_page()
    sign_up(clara, slow_site, "clara.plays")
    ask_for(clara, slow_site, "quick march, 4 bars")
    wait_until_done(clara)
    share(clara, "Everyone")
    clara.goto(f"{slow_site.address}/gallery/?q=march")
    loaded = []
    clara.on("request", lambda request: loaded.append(request.url))
    assert not clara.locator("score-player").count()
    clara.get_by_role("link", name=re.compile("^Play “Quick march")).click()
    clara.locator("#player-place [data-play][aria-pressed=true]").wait_for()
    assert any("soundfont" in url for url in loaded) and "/gallery/" in clara.url
