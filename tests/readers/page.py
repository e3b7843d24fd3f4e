"""Opens the exported pages in a real browser: Chromium, driven by Selenium.

    tests/readers/page.py FOLDER [PICTURES]

It looks that nothing which a document says runs or loads, that each gloss marks its words, that the text is all there,
and that keys, clicks, links, filters and the theme do what they should. Pictures of the pages, light and dark, wide and
narrow, go into the folder PICTURES where one is named.
"""

import json
import pathlib
import shutil
import sys
import tempfile

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    print("selenium is not installed (pip install selenium)")
    sys.exit(77)
browser, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
if not browser or not driver:
    print("Chromium and its driver are not installed (apt-get install chromium chromium-driver)")
    sys.exit(77)

out = pathlib.Path(sys.argv[1]).resolve()
pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def start(profile):
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in [*FLAGS, f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(driver))


def look(page, width, height, scheme):
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def texts_of(page, selector):
    return page.execute_script(
        "return [...document.querySelectorAll(arguments[0])].map(element => element.textContent)", selector
    )


def squeezed(text):
    return "".join(text.split())


def check_content(page, name, glosses, text):
    """The whole text is there, and the marks of each gloss are on its words."""
    heading = texts_of(page, "h1")[0]
    shown = squeezed("".join(texts_of(page, "main h1, main p")))
    assert squeezed(text) in (shown, shown.removeprefix(squeezed(heading))), f"{name}: the text is another one"
    marked = page.execute_script("""
        const marked = {};
        for (const mark of document.querySelectorAll("mark")) {
            marked[mark.dataset.gloss] = (marked[mark.dataset.gloss] ?? "") + mark.textContent;
        }
        return [...document.querySelectorAll("#glosses > li")].map((item, i) => [item.dataset.id, marked[i] ?? ""]);
    """)
    words = {gloss["id"]: "".join(span["exact"] for span in gloss["spans"]) for gloss in glosses}
    placed = {gloss["id"] for gloss in glosses if gloss["state"] != "orphan"}
    assert [id for id, _ in marked] == [gloss["id"] for gloss in glosses], name
    for id, found in marked:
        assert squeezed(found) == (squeezed(words[id]) if id in placed else ""), f"{name}, {id}: {found!r}"


def check_behaviour(page):
    """Of a page with links: what keys and clicks do."""
    body = page.find_element(By.TAG_NAME, "body")
    chosen = lambda: page.execute_script(
        "return [...document.querySelectorAll('#glosses > li')].findIndex(item => item.ariaCurrent)"
    )
    shown = lambda: [item for item in page.find_elements(By.CSS_SELECTOR, "#glosses > li") if item.is_displayed()]
    body.send_keys("jjj")
    assert chosen() == 2 and page.find_elements(By.CSS_SELECTOR, "mark.on"), "j goes on"
    page.switch_to.active_element.send_keys("k")
    assert chosen() == 1, "k goes back"
    link = page.find_element(By.CSS_SELECTOR, "#glosses > li[aria-current] .link a")
    target = int(link.get_attribute("hash").removeprefix("#g"))
    page.switch_to.active_element.send_keys("f")
    assert chosen() == target, "f follows a link"
    page.switch_to.active_element.send_keys("b")
    assert chosen() == 1, "b goes back to where it led from"
    link.click()
    assert chosen() == target, "so does a click"
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert chosen() == -1, "Escape lets go"
    check_nesting(page, chosen)
    every = len(shown())
    button = page.find_element(By.CSS_SELECTOR, ".kinds button")
    button.click()
    assert 0 < len(shown()) < every, "a kind's button shows that kind alone"
    assert {item.get_attribute("data-kind") for item in shown()} == {button.get_attribute("data-kind")}
    button.click()
    assert len(shown()) == every, "and all of them again"
    page.find_element(By.TAG_NAME, "body").send_keys("/")
    page.switch_to.active_element.send_keys("Varga")
    few = shown()
    assert 0 < len(few) < every and all("Varga" in item.text for item in few), "the filter shows what has its words"
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert len(shown()) == every, "Escape empties it"
    paper = lambda: page.execute_script("return getComputedStyle(document.body).backgroundColor")
    before = paper()
    page.find_element(By.ID, "theme").click()
    assert paper() != before, "the theme changes"


def check_nesting(page, chosen):
    """Where spans overlap, clicks go from the innermost outwards."""
    inner = page.find_element(By.CSS_SELECTOR, "mark mark")
    around = page.execute_script("return arguments[0].parentElement", inner)
    clicks = [inner.get_attribute("data-gloss"), around.get_attribute("data-gloss")]
    for gloss in clicks:
        inner.click()
        assert chosen() == int(gloss), "a click on the words"
    assert clicks[0] != clicks[1]


with tempfile.TemporaryDirectory() as profile:
    page = start(profile)
    try:
        names = [path.name for path in sorted((out / "texts").glob("*.txt"))]
        for name in names:
            look(page, 1280, 800, "light")
            page.get((out / "html" / f"{name}.html").as_uri())
            glosses = json.loads((out / "json" / f"{name}.json").read_text())
            text = (out / "texts" / name).read_bytes().decode("utf-8-sig")
            assert page.title != "owned", f"{name}: a script of the document ran"
            check_content(page, name, glosses, text)
            assert not page.find_elements(By.CSS_SELECTOR, "img, iframe, link, main script, nav script"), name
            if name == "visa-talks.txt":
                check_behaviour(page)
            log = page.get_log("browser")
            assert not log, f"{name}: {log}"
            for width, scheme in [(1280, "light"), (1280, "dark"), (420, "light"), (420, "dark")]:
                look(page, width, 800, scheme)
                page.execute_script("delete document.documentElement.dataset.theme")
                wide = page.execute_script("return document.documentElement.scrollWidth")
                assert wide <= width, f"{name}: {wide} pixels wide in a window of {width}"
                if pictures:
                    page.save_screenshot(str(pictures / f"{name}-{width}-{scheme}.png"))
        assert len(page.print_page()) > 10_000, "a page prints"
    finally:
        page.quit()
