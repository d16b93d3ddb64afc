"""What a report's sliders say is what a run with those terms says, over the same simulated years.

    report_sliders.py STOPLOSS SCENARIO.yaml TRIALS FOLDER

The sliders are moved by the keyboard. At each place the scenario is run with the deductible, the attachment point
and the premiums that the page shows, by --set; the average cost, the share of years above the budget, the most that
the contracts leave and the saving must be its figures, within the rounding that the page states."""
import json
import os
import re
import subprocess
import sys

import h5py
import numpy
import yaml
from report_browser import browser, open_page, screen
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

STOPLOSS, SCENARIO, TRIALS, FOLDER = sys.argv[1], sys.argv[2], sys.argv[3], os.path.abspath(sys.argv[4])
# Deductible, corridor (from the left, of so many steps) and claims: as assumed, 10% fewer, 10% more.
PLACES = ((None, None, 0), (0.0, None, 0), (1.0, None, 0), (0.5, 0.3, 0), (None, 1.0, 0), (None, None, 1), (None, None, 2),
          (0.3, 1.0, 2), (0.8, 0.1, 1))
BAND_NAMES = {1: "claims -10%", 2: "claims +10%"}


def run(*arguments):
    subprocess.run((STOPLOSS, *map(str, arguments)), check=True, cwd=FOLDER, stdout=subprocess.DEVNULL)


def number(text):
    """The amount in "cheaper by $1,234", with the sign of the words."""
    found = re.search(r"(-?)\$?([\d,]+)", text)
    amount = float(found.group(2).replace(",", ""))
    return -amount if found.group(1) or text.startswith("dearer") else amount


def share(text):
    """What "in 38 of 100 years" allows."""
    found = re.search(r"in (\d+) of 100", text)
    if found:
        return (int(found.group(1)) - 0.5) / 100, (int(found.group(1)) + 0.5) / 100
    return (0.99, 1.0) if "more than 99" in text else (0.0, 0.01 if "fewer than 1" in text else 0.0)


def move(driver, name, wanted):
    """By keys alone: to the left end, then step by step."""
    slider = driver.find_element(By.ID, "levers-" + name)
    slider.send_keys(Keys.HOME)
    for _ in range(wanted):
        slider.send_keys(Keys.ARROW_RIGHT)
    assert slider.get_property("value") == str(wanted)
    assert slider.get_attribute("aria-valuetext") == driver.find_element(
        By.CSS_SELECTOR, f"output[for=levers-{name}]").text


def said(driver):
    return {name: driver.find_element(By.ID, "levers-" + name).text
            for name in ("cost", "deficit", "maximum", "saving", "premium")}


def settings(levers, d, c, original):
    """The terms of a place as --set has them."""
    a = levers["arrangement"]
    point, own = levers["point"][d][c], levers["point"][levers["own_deductible"]][levers["own_corridor"]]
    values = [f"arrangements.{a}.specific.deductible={levers['deductible'][d]!r}",
              f"arrangements.{a}.budget={{amount: {levers['budget']!r}}}"]
    for name in ("specific", "aggregate"):
        terms = original["arrangements"][a].get(name)
        if terms:
            amount = terms["premium"]["amount"] * point[name + "_premium"] / own[name + "_premium"]
            values.append(f"arrangements.{a}.{name}.premium.amount={amount!r}")
    for i, laser in enumerate(original["arrangements"][a]["specific"].get("lasers", [])):
        if laser["deductible"] < levers["deductible"][d]:
            values.append(f"arrangements.{a}.specific.lasers.{i}.deductible={levers['deductible'][d]!r}")
    aggregate = original["arrangements"][a].get("aggregate", {})
    if "attachment" in aggregate:
        values.append(f"arrangements.{a}.aggregate.attachment={point['attachment']!r}")
    elif aggregate and levers["corridor"][c] is not None:
        values.append(f"arrangements.{a}.aggregate.corridor={levers['corridor'][c]!r}")
    return [word for value in values for word in ("--set", value)]


def compare(levers, place, words, result):
    d, c, level = place
    a, n = levers["arrangement"], levers["levels"][0]["trials"]
    quantum = levers["quantum"] + 1e-6
    with h5py.File(os.path.join(FOLDER, result)) as file:
        cost = file["cost"][:n, a]
        reference = words["reference"]
        mean, other = cost.mean(), file["cost"][:n, reference].mean()
        budget = file["budget"][a]
        low, high = (numpy.mean(cost > budget + 0.005 + quantum), numpy.mean(cost > budget + 0.005 - quantum))
        if level:
            k = [i for i, name in enumerate(file["band"][:].astype(str)) if name == BAND_NAMES[level]][0]
            mean += file["band_cost_mean_change"][k, a]
            other += file["band_cost_mean_change"][k, reference]
            change = file["band_deficit_probability_change"][k, a]
            near = 1.0 / levers["levels"][level]["trials"] # a year whose cost is next to the budget
            low, high = low + change - 2 * near, high + change + 2 * near
        maximum = file["maximum_cost"][a]
    assert abs(number(words["cost"]) - mean) <= quantum + 0.5, (place, words, mean)
    least, most = share(words["deficit"])
    assert least <= high + 1e-9 and most >= low - 1e-9, (place, words, low, high)
    assert abs(number(words["saving"]) - (other - mean)) <= quantum + 0.5, (place, words, other - mean)
    if numpy.isfinite(maximum):
        assert abs(number(words["maximum"]) - maximum) <= 0.5 + 1e-6 * maximum, (place, words, maximum)
    else:
        assert words["maximum"] == "not bounded", (words, maximum)
    print(f"  {place}: {words['cost']} and {mean:,.2f}; {words['deficit']} and {low:.4f}..{high:.4f}")


def main():
    with open(SCENARIO, encoding="utf-8") as file:
        original = yaml.safe_load(file)
    run("run", SCENARIO, "-t", TRIALS, "-q", "-o", "sliders.h5")
    run("report", "sliders.h5", "-o", "sliders.html")
    with browser() as driver:
        screen(driver, 1280, 800, False)
        open_page(driver, os.path.join(FOLDER, "sliders.html"))
        data = json.loads(driver.execute_script("return document.querySelector('#levers script').textContent"))
        levers = data["levers"]
        stated = driver.find_element(By.CSS_SELECTOR, "#levers .note").text
        assert f"at most ${levers['quantum']:.2f}" in stated, stated
        first = said(driver)
        for of_d, of_c, level in PLACES:
            d = levers["own_deductible"] if of_d is None else round(of_d * (len(levers["deductible"]) - 1))
            c = levers["own_corridor"] if of_c is None else round(of_c * (len(levers["corridor"]) - 1))
            move(driver, "deductible", d)
            move(driver, "corridor", c)
            driver.find_element(By.CSS_SELECTOR, f"#levers input[value='{level}'][type=radio]").send_keys(Keys.SPACE)
            words = said(driver)
            run("run", SCENARIO, "-t", TRIALS, "-q", "-o", "set.h5", *settings(levers, d, c, original))
            names = [x["name"] for x in original["arrangements"]]
            words["reference"] = names.index(data["page"]["reference"])
            compare(levers, (d, c, level), words, "set.h5")
        driver.find_element(By.CSS_SELECTOR, "#levers button").send_keys(Keys.ENTER)
        assert said(driver) == first
        assert not driver.get_log("browser")


main()
