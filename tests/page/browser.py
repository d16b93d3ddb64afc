#!/usr/bin/python3
"""The page as its readers use it, from the disk, in Chromium and Firefox.

usage: browser.py PROGRAM PAGE.html FOLDER [chromium|firefox]

An example by one click, a slider, a field, a fault at its field in the program's words, a census from elsewhere,
quotes from elsewhere, saving, a reload that forgets, opening again, stopping; hostile names run nothing, nothing is fetched, axe-core finds
nothing serious, a phone shows it whole. What is saved is what the program gives, to the byte. Screenshots and
downloads stay in FOLDER."""

import json
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "cli"))
sys.dont_write_bytecode = True
from marionette import Firefox  # noqa: E402
from report_browser import axe_source, browser, check_axe, screen  # noqa: E402

PROGRAM, PAGE, FOLDER = (pathlib.Path(name).resolve() for name in sys.argv[1:4])
PATIENCE = 600  # seconds for one run on a busy machine
YEARS = "2000"


def text_of(driver, name):
    return driver.execute_script(f"return document.getElementById('{name}').textContent")


def shown(driver, name):
    return driver.execute_script(f"return !document.getElementById('{name}').hidden")


def wait(driver, what, why):
    """Until the script `what` is true; a failure that the page tells ends it."""
    for _ in range(PATIENCE * 5):
        if driver.execute_script("return " + what):
            return
        status = text_of(driver, "status")
        assert "failed" not in status, f"{why}: {status}"
        time.sleep(0.2)
    raise AssertionError(f"{why}: nothing for {PATIENCE} s; {text_of(driver, 'status')}")


def click(driver, name):
    driver.execute_script(f"document.getElementById('{name}').click()")


def open_page(driver):
    begun = time.monotonic()
    driver.get(PAGE.as_uri())
    wait(driver, "document.body.classList.contains('ready')", "the engine loads")
    return time.monotonic() - begun


def wait_done(driver, why):
    wait(driver, "/^Done/.test(document.getElementById('status').textContent)", why)


def run(driver, why):
    driver.execute_script(f"document.getElementById('years').value = '{YEARS}'")
    click(driver, "run")
    wait(driver, "!/^Done/.test(document.getElementById('status').textContent)", why)
    wait_done(driver, why)


def put(driver, name, value):
    """Type into a field, and leave it."""
    driver.execute_script(
        "const field = document.getElementById(arguments[0]); field.value = arguments[1];"
        "field.dispatchEvent(new Event('change'))", name, value)


def open_files(driver, *paths):
    driver.execute_script("document.getElementById('status').textContent = ''")
    driver.find_element("id", "files").send_keys("\n".join(str(path) for path in paths))


def wait_ready_to_run(driver, why):
    wait(driver, "!document.getElementById('run').disabled && document.getElementById('files').value === ''", why)


def saved(name, do):
    path = FOLDER / name
    path.unlink(missing_ok=True)
    do()
    for _ in range(PATIENCE):
        if path.exists() and path.stat().st_size > 0:
            time.sleep(0.3)
            return path
        time.sleep(0.1)
    raise AssertionError(f"{name} is not saved")


def save_result(driver, what):
    return saved(what, lambda: driver.execute_script(f"document.querySelector('[data-save=\"{what}\"]').click()"))


def program(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=FOLDER, capture_output=True, text=True, check=False)


def json_of(scenario):
    done = program("run", scenario, "--trials", YEARS, "--json", "-o", FOLDER / "native.h5")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def same_json(driver, scenario, why):
    page = save_result(driver, "run.json").read_text(encoding="utf-8").strip()
    assert page == json_of(scenario), f"{why}: the page's figures are not the program's"


def in_frame(driver, script):
    """What a script says inside the report."""
    if isinstance(driver, Firefox):
        driver.frame("shown")
    else:
        driver.switch_to.frame(driver.find_element("id", "shown"))
    try:
        return driver.execute_script(script)
    finally:
        driver.top() if isinstance(driver, Firefox) else driver.switch_to.default_content()


def wait_frame(driver, what, why):
    for _ in range(600):
        if in_frame(driver, "return " + what):
            return
        time.sleep(0.2)
    raise AssertionError(why)


# ---- what is tried ----

def example(driver):
    begun = time.monotonic()
    click(driver, "small-example")
    wait_done(driver, "the example runs")
    print(f"  the first example: {time.monotonic() - begun:.1f} s; {text_of(driver, 'status')}")
    wait_frame(driver, "document.querySelector('h1')?.textContent === 'Flower shop, 9 employees'", "the report is shown")
    same_json(driver, ROOT / "scenarios/flower-shop.yaml", "the example")


def slider(driver):
    wait_frame(driver, "document.querySelector('#levers .note') !== null", "the sliders are there")
    said = in_frame(driver, """
        const slider = document.getElementById('levers-deductible');
        const cost = () => document.getElementById('levers-cost').textContent;
        const before = cost();
        slider.value = slider.max === slider.value ? slider.min : slider.max;
        slider.dispatchEvent(new Event('input'));
        return [before, cost()];""")
    assert said[0] != said[1], f"the slider moves nothing: {said}"


def field_and_fault(driver):
    name = "f-arrangements-0-specific-deductible"
    put(driver, name, "lots")
    wait(driver, f"document.getElementById('{name}').getAttribute('aria-invalid') === 'true'", "a fault at its field")
    told = text_of(driver, name + "-fault")
    scenario = saved("scenario.yaml", lambda: click(driver, "save-scenario"))
    census = saved("flower-shop.csv", lambda: click(driver, "save-census"))
    words = program("check", scenario).stderr
    assert told and told in words, f"not the program's words: {told!r}, {words!r}"
    assert driver.execute_script("return document.getElementById('run').disabled"), "a faulty scenario can be run"
    put(driver, name, "15000")
    wait(driver, "!document.getElementById('run').disabled", "the fault is mended")
    run(driver, "after a change")
    scenario = saved("scenario.yaml", lambda: click(driver, "save-scenario"))
    assert "deductible: 15000           # per person and year" in scenario.read_text(encoding="utf-8"), "comments stay"
    same_json(driver, scenario, "after a change")
    return scenario, census


def reopen(driver, scenario, census):
    open_page(driver)
    assert not shown(driver, "work") and not shown(driver, "result"), "a reload forgets"
    open_files(driver, scenario, census)
    wait_ready_to_run(driver, "opened again")
    run(driver, "opened again")
    same_json(driver, scenario, "opened again")


def foreign_census(driver):
    path = ROOT / "tests/cli/import/g01-hr-export-bom.csv"
    open_page(driver)
    open_files(driver, path)
    wait(driver, "document.getElementById('import').textContent !== ''", "a census is read")
    report = program("import", "census", path, "--effective", "2026-01-01").stdout.strip()
    told = text_of(driver, "import").strip()
    assert told.split("\n")[1:] == report.split("\n")[1:], "the import's report is not the program's"
    if shown(driver, "skip"):
        click(driver, "skip")
    wait(driver, "document.getElementById('f-census')?.value === 'census.csv'", "the census is taken")


def quotes(driver):
    """Quotes take the place of the arrangements, as `stoploss import quotes` puts them."""
    path = ROOT / "tests/cli/quotes/m04-three-tiers-two-tpas.csv"
    scenarios = ROOT / "scenarios"
    open_page(driver)
    open_files(driver, scenarios / "flower-shop.yaml", scenarios / "flower-shop.csv")
    wait_ready_to_run(driver, "opened for quotes")
    driver.find_element("id", "quotes").send_keys(str(path))
    wait(driver, "/quotes/.test(document.getElementById('import-title').textContent)"
                 " && document.getElementById('quotes').value === ''", "quotes are read")
    page = saved("scenario.yaml", lambda: click(driver, "save-scenario")).read_text(encoding="utf-8")
    for name in ("flower-shop.yaml", "flower-shop.csv"):
        (FOLDER / name).write_bytes((scenarios / name).read_bytes())
    done = program("import", "quotes", path, "--into", "flower-shop.yaml", "-o", "quoted.yaml")
    assert done.returncode == 0, done.stderr
    assert page == (FOLDER / "quoted.yaml").read_text(encoding="utf-8"), "the quotes are not placed as the program does"
    assert text_of(driver, "import").strip() != "", "nothing is told of the quotes"


def hostile(driver):
    folder = ROOT / "tests/cli"
    open_page(driver)
    open_files(driver, folder / "hostile-report.yaml", folder / "hostile-report.csv")
    wait_ready_to_run(driver, "hostile names")
    run(driver, "hostile names")
    assert driver.execute_script("return window.pwned === undefined"), "a name runs in the page"
    wait_frame(driver, "document.querySelector('h1') !== null", "the hostile report is shown")
    assert in_frame(driver, "return window.pwned === undefined"), "a name runs in the report"
    bad = FOLDER / "bad.csv"
    bad.write_text("<script>window.pwned=1</script>,name\n\"<img src=x onerror='window.pwned=2'>\",=cmd|'x'!A0\n", encoding="utf-8")
    open_files(driver, bad)
    wait(driver, "document.getElementById('import').textContent !== ''", "a hostile census is read")
    assert driver.execute_script("return window.pwned === undefined && !document.querySelector('#import *')"), "a census runs"


def stopping(driver):
    open_page(driver)
    click(driver, "example")
    wait(driver, "!document.getElementById('stop').hidden && document.getElementById('bar').value > 0", "it runs")
    click(driver, "stop")
    wait(driver, "document.getElementById('status').textContent === 'Stopped.'", "it stops")
    wait(driver, "!document.getElementById('run').disabled", "it can be run again")


def quiet(driver):
    """Nothing on the console, nothing fetched."""
    said = driver.get_log("browser")
    assert not said, said
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            address = message["params"]["request"]["url"]
            assert address.startswith(("file:", "blob:", "data:", "about:")), f"fetched: {address[:80]}"


def looks(driver, axe, name):
    for kind, (width, height, mobile) in {"desk": (1280, 800, False), "phone": (390, 844, True)}.items():
        screen(driver, width, height, mobile)
        for part in ("begin-title", "work", "result"):
            driver.execute_script(f"document.getElementById('{part}').scrollIntoView()")
            time.sleep(0.5)
            driver.save_screenshot(str(FOLDER / f"{name}-{part}-{kind}.png"))
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, f"{name}: {wide} wide on a screen of {width}"
        check_axe(driver, axe, f"{name} {kind}")
    screen(driver, 1280, 800, False)


def chromium():
    axe = axe_source(FOLDER)
    (FOLDER / "quoted.yaml").unlink(missing_ok=True)
    with browser() as driver:
        driver.set_script_timeout(900)
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(FOLDER)})
        screen(driver, 1280, 800, False)
        print(f"  opened in {open_page(driver):.1f} s")
        check_axe(driver, axe, "begin")
        for step in (example, slider):
            step(driver)
        looks(driver, axe, "example")
        reopen(driver, *field_and_fault(driver))
        for step in (foreign_census, quotes, hostile, stopping):
            step(driver)
        quiet(driver)


def firefox():
    with Firefox(FOLDER) as driver:
        print(f"  opened in {open_page(driver):.1f} s")
        for step in (example, slider):
            step(driver)
        reopen(driver, *field_and_fault(driver))
        driver.save_screenshot(FOLDER / "firefox.png")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    browsers = {"chromium": chromium, "firefox": firefox}
    for name in sys.argv[4:] or browsers:
        print(name, flush=True)
        browsers[name]()
    print("the page in a browser: passed")


if __name__ == "__main__":
    main()
