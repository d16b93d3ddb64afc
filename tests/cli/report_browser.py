"""Reports as their readers open them: in Chromium, at a desk, on a phone, and printed.

    report_browser.py STOPLOSS FOLDER REPORT.h5...

Of each result the report is opened at 1280 x 800 and 390 x 844 and as it prints. There axe-core finds nothing
serious, nothing is said on the console, nothing is fetched, the page has no width beyond the screen's, no
script runs but the page's own, and the PDF has whole pages on both papers by both printers. A screenshot of each
stays in FOLDER."""
import base64
import contextlib
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

AXE = "axe-core@4.10.3"
AXE_SHA512 = "Xm7bpRXnDSX2YE2YFfBk2FnF0ep6tmG7xPh8iHee8MIcrgq762Nkce856dYtJYLkuIoYZvGfTs/PbZhideTcEg=="
SCREENS = {"desk": (1280, 800, False), "phone": (390, 844, True)}
PAPERS = {"letter": (612, 792), "a4": (595, 842)}
GRAVE = ("serious", "critical")


def axe_source(folder):
    """axe.min.js of that very package; npm has it from its registry or its cache."""
    subprocess.run(["npm", "pack", "--silent", AXE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, AXE.replace("@", "-") + ".tgz"), "rb") as file:
        package = file.read()
    assert base64.b64encode(hashlib.sha512(package).digest()).decode() == AXE_SHA512, "another axe-core"
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        return archive.extractfile("package/axe.min.js").read().decode()


@contextlib.contextmanager
def browser():
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    try:
        yield driver
    finally:
        driver.quit()


def screen(driver, width, height, mobile):
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile})


def open_page(driver, path):
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get_log("performance")
    driver.get("file://" + path)
    if driver.execute_script("return document.getElementById('levers') !== null"):
        WebDriverWait(driver, 120).until(
            lambda d: d.execute_script("return document.querySelector('#levers .note') !== null"))


def check_quiet(driver, path):
    """Nothing on the console, nothing fetched, nobody's script."""
    said = driver.get_log("browser")
    assert not said, said
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            assert url == "file://" + path or url.startswith(("data:", "about:")), url
    own = driver.execute_script(
        "return [...document.scripts].map(s => [s.type, s.parentElement.id || s.parentElement.tagName])")
    assert own in ([], [["application/json", "levers"], ["", "BODY"]]), own
    assert driver.execute_script("return typeof window.pwned") == "undefined"


def check_axe(driver, axe, name):
    driver.execute_script(axe)
    found = driver.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations), e => done(String(e)))")
    assert isinstance(found, list), found
    grave = [f for f in found if f["impact"] in GRAVE]
    for f in found:
        print(f"  {name}: {f['impact']}: {f['id']}: {f['help']}: {f['nodes'][0]['html'][:150]}")
    assert not grave, name


def check_width(driver, name):
    wide = driver.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], (name, wide)


def shoot(driver, path, width, height, mobile):
    with open(path + ".png", "wb") as file:
        file.write(base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", {})["data"]))
    full = driver.execute_script("return document.documentElement.scrollHeight")
    screen(driver, width, min(full, 16000), mobile)
    with open(path + "-whole.png", "wb") as file:
        file.write(base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", {})["data"]))


def check_screens(driver, axe, page, stem):
    for name, (width, height, mobile) in SCREENS.items():
        screen(driver, width, height, mobile)
        open_page(driver, page)
        check_quiet(driver, page)
        check_width(driver, stem + " " + name)
        check_axe(driver, axe, os.path.basename(stem) + " " + name)
        shoot(driver, f"{stem}-{name}", width, height, mobile)
    screen(driver, 681, 1000, False)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    open_page(driver, page)
    check_width(driver, stem + " print")
    check_axe(driver, axe, os.path.basename(stem) + " print")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def run(*arguments, **more):
    return subprocess.run(arguments, check=True, capture_output=True, encoding="utf-8", **more).stdout


def check_pdf(stoploss, result, stem, title):
    """Both papers, both printers; every page has words, and the last words of the page are there."""
    weasyprint = {"PATH": stem + "-bin"}
    os.makedirs(stem + "-bin", exist_ok=True)
    if not os.path.exists(stem + "-bin/weasyprint"):
        os.symlink("/usr/bin/weasyprint", stem + "-bin/weasyprint")
    for paper, size in PAPERS.items():
        for printer, environment in (("chromium", None), ("weasyprint", weasyprint)):
            path = f"{stem}-{paper}-{printer}.pdf"
            run(stoploss, "report", result, "-o", path, "--paper", paper, env=environment)
            facts = run("pdfinfo", path)
            found = re.search(r"Page size: +([\d.]+) x ([\d.]+)", facts)
            assert all(abs(float(f) - s) < 1 for f, s in zip(found.groups(), size)), facts
            pages = run("pdftotext", "-layout", path, "-").split("\f")[:-1]
            assert len(pages) == int(re.search(r"Pages: +(\d+)", facts).group(1))
            assert all(len(p.split()) > 5 for p in pages), path
            assert title.split()[0] in pages[0], path
            print(f"  {os.path.basename(path)}: {len(pages)} pages")


def main(stoploss, folder, results):
    axe = axe_source(folder)
    with browser() as driver:
        driver.set_script_timeout(900) # axe-core takes seconds of a processor of its own
        for result in results:
            stem = os.path.join(os.path.abspath(folder), os.path.basename(result)[:-len(".h5")])
            page = stem + ".html"
            run(stoploss, "report", result, "-o", page)
            title = json.loads(run(stoploss, "report", result, "--json"))["title"]
            check_screens(driver, axe, page, stem)
            check_pdf(stoploss, result, stem, title)
            print(os.path.basename(result), "opened")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
