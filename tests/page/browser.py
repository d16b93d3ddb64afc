#!/usr/bin/python3
"""The page as its readers use it, from the disk, in Chromium and Firefox.

usage: browser.py PROGRAM PAGE.html FOLDER [chromium|firefox]

An example by one click, a slider, a field, a fault at its field in the program's words, several plan years, censuses
and quotes from elsewhere, chosen and dropped, saving, a reload that forgets, opening again, stopping, a change while it
runs, all of it by keyboard; hostile names run nothing, nothing is fetched, axe-core finds nothing serious, a phone
shows it whole. What is saved is what the program gives, to the byte. Screenshots and downloads stay in FOLDER."""

import functools
import json
import pathlib
import re
import subprocess
import sys
import time
import zipfile

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


def drop(driver, *paths):
    """As from a file manager: every browser lets a script make such an event."""
    driver.execute_script("document.getElementById('import').textContent = ''")
    driver.execute_script("""
        const data = new DataTransfer();
        for (const [name, text] of arguments[0]) data.items.add(new File([text], name));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        """, [[path.name, path.read_text(encoding="utf-8")] for path in paths])


def press(driver, *keys):
    if isinstance(driver, Firefox):
        driver.press(*keys)
    else:
        from selenium.webdriver import ActionChains
        ActionChains(driver).send_keys(*keys).perform()


def saved(pattern, do):
    """The one file of such a name that `do` downloads."""
    for path in FOLDER.glob(pattern):
        path.unlink()
    do()
    for _ in range(PATIENCE):
        found = [path for path in FOLDER.glob(pattern) if path.stat().st_size > 0]
        if found and not list(FOLDER.glob("*.part")) and not list(FOLDER.glob("*.crdownload")):
            time.sleep(0.3)
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"{pattern} is not saved")


def save_result(driver, what):
    return saved("*-" + what,
                 lambda: driver.execute_script(f"document.querySelector('[data-save=\"{what}\"]').click()"))


def save_scenario(driver):
    return saved("*-scenario.yaml", lambda: click(driver, "save-scenario"))


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
    driver.execute_script("document.querySelector('[data-example=\"flower-shop\"]').click()")
    wait_done(driver, "the example runs")
    print(f"  the first example: {time.monotonic() - begun:.1f} s; {text_of(driver, 'status')}")
    wait_frame(driver, "document.querySelector('h1')?.textContent === 'Flower shop, 9 employees'", "the report is shown")
    assert "2,000 simulated years" in text_of(driver, "status"), "how many years is not said"
    same_json(driver, ROOT / "scenarios/flower-shop.yaml", "the example")
    report = save_result(driver, "report.html").read_text(encoding="utf-8")
    program("report", FOLDER / "native.h5", "-o", "native.html")
    assert report == (FOLDER / "native.html").read_text(encoding="utf-8"), "the report is not the program's"


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
    scenario = save_scenario(driver)
    census = saved("flower-shop.csv", lambda: click(driver, "save-census"))
    words = program("check", scenario).stderr
    assert told and told in words, f"not the program's words: {told!r}, {words!r}"
    assert driver.execute_script("return document.getElementById('run').disabled"), "a faulty scenario can be run"
    driver.execute_script("document.getElementById('work').scrollIntoView()")
    driver.save_screenshot(str(FOLDER / "fault.png"))
    put(driver, name, "15000")
    wait(driver, "!document.getElementById('run').disabled", "the fault is mended")
    assert shown(driver, "stale"), "nothing says that the result is of other terms"
    run(driver, "after a change")
    assert not shown(driver, "stale")
    scenario = save_scenario(driver)
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


def years_ahead(driver):
    """Several plan years, typed into the scenario as text."""
    text = (ROOT / "scenarios/flower-shop.yaml").read_text(encoding="utf-8").replace("start:", "years: 3\nstart:", 1)
    put(driver, "text", text)
    wait_ready_to_run(driver, "three plan years")
    run(driver, "three plan years")
    wait_frame(driver, "[...document.querySelectorAll('h2')].some(title => /Years ahead/.test(title.textContent))",
               "the chapter of the years ahead")
    path = FOLDER / "three.yaml"
    path.write_text(text, encoding="utf-8")
    (FOLDER / "flower-shop.csv").write_bytes((ROOT / "scenarios/flower-shop.csv").read_bytes())
    same_json(driver, path, "three plan years")


def taken_census(driver, path):
    """The census that the page makes of another one is the program's; so are the words about it."""
    (FOLDER / "their.csv").unlink(missing_ok=True)
    report = program("import", "census", path, "--effective", "2026-01-01", "-o", "their.csv", "--skip").stdout.strip()
    wait(driver, "document.getElementById('import').textContent !== ''", "a census is read")
    told = text_of(driver, "import").strip().split("\n")
    assert told[1:] == report.split("\n")[1:len(told)], f"{path.name}: the import's report is not the program's"
    if shown(driver, "skip"):
        click(driver, "skip")
    wait(driver, "document.getElementById('f-census')?.value === 'census.csv'", "the census is taken")
    wait_ready_to_run(driver, f"{path.name} can be run")
    page = saved("census.csv", lambda: click(driver, "save-census")).read_bytes()
    assert page == (FOLDER / "their.csv").read_bytes(), f"{path.name}: another census than the program's"


def foreign_census(driver):
    for name in ("g01-hr-export-bom.csv", "g02-stamping-workbook.xlsx", "g04-canada-cp1252.csv",
                 "g05-wide-families-utf16.txt", "g07-payroll-benefit-rows.csv", "g08-mgu-fill-down.xlsx",
                 "g10-report-with-subtotals.csv"):
        path = ROOT / "tests/cli/import" / name
        open_page(driver)
        open_files(driver, path)
        taken_census(driver, path)
        employees = int(re.search(r"(\d+) employees", text_of(driver, "who"))[1])
        title = driver.execute_script("return document.getElementById('f-name').value")
        assert f", {employees} employees" in title, f"{name}: the scenario is called {title}"


def strange_columns(driver):
    """A census whose columns nobody knows, until the reader says what they are."""
    path = FOLDER / "strange.csv"
    path.write_text("Mitarbeiter,Wer,Jahre,M/W,Tarif\n1,employee,44,F,Gold\n1,spouse,45,M,\n2,employee,31,M,Gold\n",
                    encoding="utf-8")
    open_page(driver)
    open_files(driver, path)
    wait(driver, "document.getElementById('import').textContent !== ''", "a strange census is read")
    assert not shown(driver, "work"), "a census of unknown columns is taken"
    put(driver, "maps", "Mitarbeiter=employee\nWer=relationship\nJahre=age\nM/W=sex\nTarif=ignore")
    click(driver, "again")
    wait(driver, "/2 employees, 3 members/.test(document.getElementById('who').textContent)", "columns are told")


def quotes(driver):
    """Quotes take the place of the arrangements, as `stoploss import quotes` puts them."""
    scenarios = ROOT / "scenarios"
    for name in ("m04-three-tiers-two-tpas.csv", "m01-semicolons-decimal-comma.csv", "m05-level-funded-components.csv",
                 "q1-stop-loss-comparison.xlsx", "q4-canada-aso.xlsx"):
        path = ROOT / "tests/cli/quotes" / name
        open_page(driver)
        open_files(driver, scenarios / "flower-shop.yaml", scenarios / "flower-shop.csv")
        wait_ready_to_run(driver, "opened for quotes")
        driver.find_element("id", "quotes").send_keys(str(path))
        wait(driver, "/quotes/.test(document.getElementById('import-title').textContent)"
                     " && document.getElementById('quotes').value === ''", "quotes are read")
        page = save_scenario(driver).read_text(encoding="utf-8")
        for scenario in ("flower-shop.yaml", "flower-shop.csv"):
            (FOLDER / scenario).write_bytes((scenarios / scenario).read_bytes())
        (FOLDER / "quoted.yaml").unlink(missing_ok=True)
        done = program("import", "quotes", path, "--into", "flower-shop.yaml", "-o", "quoted.yaml")
        assert done.returncode == 0, done.stderr
        assert page == (FOLDER / "quoted.yaml").read_text(encoding="utf-8"), f"{name}: placed otherwise than by the program"
        assert text_of(driver, "import").strip() != "", "nothing is told of the quotes"


def dropped(driver):
    """A census from elsewhere and quotes, dropped together on a fresh page: run, saved, and run by the program."""
    census, offers = ROOT / "tests/cli/import/g06-tiers-and-children.csv", ROOT / "tests/cli/quotes/q2-insured-and-level-funded.csv"
    open_page(driver)
    drop(driver, offers, census)
    wait(driver, "document.getElementById('import').textContent !== ''", "the census is read first")
    if shown(driver, "skip"):
        click(driver, "skip")
    wait(driver, "/census and quotes/.test(document.getElementById('import-title').textContent)", "both are read")
    wait_ready_to_run(driver, "both can be run")
    run(driver, "both")
    saved("census.csv", lambda: click(driver, "save-census"))
    same_json(driver, save_scenario(driver), "census and quotes, dropped")


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


def bad_workbooks(driver):
    """A bomb, entities that grow, a torn file: each is refused, and the page goes on."""
    rows = "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>&a;</t></is></c></row></sheetData>"
    sheets = {"bomb": " " * (100 << 20), "entities": f"<!DOCTYPE x [<!ENTITY a 'boom'>]><worksheet>{rows}</worksheet>"}
    for name, sheet in sheets.items():
        with zipfile.ZipFile(FOLDER / f"{name}.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", "<workbook><sheets><sheet name='A' sheetId='1'/></sheets></workbook>")
            archive.writestr("xl/worksheets/sheet1.xml", sheet)
    good = ROOT / "tests/cli/import/g08-mgu-fill-down.xlsx"
    (FOLDER / "torn.xlsx").write_bytes(good.read_bytes()[:3000])
    open_page(driver)
    for name in ("bomb", "entities", "torn"):
        open_files(driver, FOLDER / f"{name}.xlsx")
        for _ in range(PATIENCE):
            if f"{name}.xlsx is damaged or too large" in text_of(driver, "status"):
                break
            time.sleep(0.2)
        else:
            raise AssertionError(f"{name}.xlsx: {text_of(driver, 'status')}, {text_of(driver, 'import')[:200]}")
    open_files(driver, good)
    taken_census(driver, good)


def stopping(driver):
    open_page(driver)
    driver.execute_script("document.querySelector('[data-example=\"machine-shop\"]').click()")
    wait(driver, "!document.getElementById('stop').hidden && document.getElementById('bar').value > 0", "it runs")
    click(driver, "stop")
    wait(driver, "document.getElementById('status').textContent === 'Stopped.'", "it stops")
    wait(driver, "!document.getElementById('run').disabled", "it can be run again")


def change_while_it_runs(driver):
    """The result is that of the scenario that the run began with, and is said to be of other terms."""
    open_page(driver)
    driver.execute_script("document.querySelector('[data-example=\"machine-shop\"]').click()")
    wait(driver, "!document.getElementById('stop').hidden && document.getElementById('bar').value > 0", "it runs")
    put(driver, "f-arrangements-0-specific-deductible", "90000")
    wait_done(driver, "the run goes on")
    wait(driver, "!document.getElementById('run').disabled", "the change is checked")
    assert shown(driver, "stale"), "nothing says that the terms are others"
    assert "deductible: 90000" in save_scenario(driver).read_text(encoding="utf-8"), "the change is lost"
    same_json(driver, ROOT / "scenarios/machine-shop.yaml", "a change while it runs")


TAB, ENTER, SPACE = "\ue004", "\ue007", " "


def tab_to(driver, what, why):
    for _ in range(400):
        if driver.execute_script("return document.activeElement !== null && document.activeElement.matches(arguments[0])", what):
            return
        press(driver, TAB)
    raise AssertionError(f"{why}: not reached by the keyboard")


def keyboard(driver):
    """From opening to a result of other terms, without a mouse."""
    open_page(driver)
    tab_to(driver, "[data-example=flower-shop]", "the example")
    press(driver, ENTER)
    wait_done(driver, "by the keyboard")
    driver.execute_script("document.getElementById('begin-title').scrollIntoView(); document.activeElement.blur()")
    tab_to(driver, "#f-arrangements-0-specific-deductible", "a field")
    press(driver, *"12500", TAB)
    tab_to(driver, "#run", "running")
    wait(driver, "!document.getElementById('run').disabled", "a field is changed")
    press(driver, SPACE)
    wait(driver, "!/^Done/.test(document.getElementById('status').textContent)", "it runs again")
    wait_done(driver, "it has run again")
    assert "12500" in save_scenario(driver).read_text(encoding="utf-8"), "what was typed is lost"


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
        for part in ("begin-title", "import-part", "work", "result"):
            if not shown(driver, part):
                continue
            driver.execute_script(f"document.getElementById('{part}').scrollIntoView()")
            time.sleep(0.5)
            driver.save_screenshot(str(FOLDER / f"{name}-{part}-{kind}.png"))
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, f"{name}: {wide} wide on a screen of {width}"
        check_axe(driver, axe, f"{name} {kind}")
    screen(driver, 1280, 800, False)


def whole(driver, look=lambda name: None):
    print(f"  opened in {open_page(driver):.1f} s")
    for step in (example, slider):
        step(driver)
    look("example")
    scenario, census = field_and_fault(driver)
    years_ahead(driver)
    look("years")
    reopen(driver, scenario, census)
    for step in (foreign_census, strange_columns, quotes, dropped):
        step(driver)
    look("quoted")
    for step in (hostile, bad_workbooks, stopping, change_while_it_runs, keyboard):
        step(driver)
        print(f"  {step.__name__}", flush=True)


def chromium():
    axe = axe_source(FOLDER)
    with browser() as driver:
        driver.set_script_timeout(900)
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(FOLDER)})
        screen(driver, 1280, 800, False)
        open_page(driver)
        check_axe(driver, axe, "begin")
        whole(driver, functools.partial(looks, driver, axe))
        quiet(driver)


def firefox():
    with Firefox(FOLDER) as driver:
        whole(driver, lambda name: driver.save_screenshot(FOLDER / f"firefox-{name}.png"))


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    browsers = {"chromium": chromium, "firefox": firefox}
    for name in sys.argv[4:] or browsers:
        print(name, flush=True)
        browsers[name]()
    print("the page in a browser: passed")


if __name__ == "__main__":
    main()
