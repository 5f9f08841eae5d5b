"""One element alone, two descriptions blended, a plan decided otherwise, and a melody that gets an accompaniment."""

from playwright.sync_api import expect

from .journeys import wait_until_done


def test_an_element_is_chosen_and_then_accompanied(slow_site, open_page):
    page = open_page()
    page.goto(slow_site.address)
    page.get_by_text("just a melody", exact=True).click()
    page.get_by_label("Describe the music").fill("calm, in D minor, 4 bars")
    page.get_by_role("button", name="Compose").click()
    wait_until_done(page)
    expect(page.locator("h1")).to_contain_text("just a melody")
    page.goto(slow_site.address)
    page.get_by_role("link", name="accompany its melody").click()
    expect(page.locator("[name=kind]:checked")).to_have_value("accompany")
    page.get_by_label("Joined by").select_option("Piano")
    page.locator("[data-ask] [name=candidates]").select_option("1")
    page.locator("[data-ask]").get_by_role("button", name="Compose").click()
    page.locator("[data-number='1'][data-state=ready]").wait_for()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.locator("candidate-tray").wait_for(state="hidden")
    expect(page.locator("[data-measure='1'] [data-staff]")).to_have_count(3)


def test_a_blended_piece_is_composed_once_more_in_another_key(slow_site, open_page):
    page = open_page()
    page.goto(slow_site.address)
    page.get_by_label("Describe the music").fill("waltz for flute in C major, 4 bars")
    page.get_by_text("Decide some things yourself").click()
    page.get_by_label("Blended with").fill("a tango")
    page.get_by_role("button", name="Compose").click()
    wait_until_done(page)
    expect(page.get_by_text("Blended with “a tango”, 40 %.")).to_be_visible()
    page.get_by_text("Change the plan, compose once more").click()
    page.locator("#plan-key").select_option("G major")
    page.locator("[data-plan]").get_by_role("button", name="Compose").click()
    page.locator("[data-number='2'][data-state=ready]").wait_for()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.locator("candidate-tray").wait_for(state="hidden")
    expect(page.locator(".plan-field").first).to_contain_text("G major")
