"""Scenarios like those in the repository, changed in one thing, in a folder of the comparison."""

import csv
import pathlib
import random
import re

from harness import processes, program


def _like(folder, name, base, census=None, change=lambda text: text):
    """A scenario like another, changed, with a census of its own where given: its path."""
    text = pathlib.Path(base).read_text()
    if census is None:
        own = re.search(r"^census: (\S+)", text, re.M).group(1)
        census = (pathlib.Path(base).parent / own).resolve()
    text = re.sub(r"^census: .*$", f'census: "{census}"', change(text), flags=re.M)
    path = folder / f"{name}.yaml"
    path.write_text(text)
    return path


def w_of(folder, employees):
    """W with any number of employees: expected claims spread evenly over 4 to 20."""
    census = folder / f"w-{employees}.csv"
    with census.open("w") as file:
        file.write("employee,relationship,age,sex,risk_score\n")
        for i in range(employees):
            expected = 4.0 + 16.0 * (i + 0.5) / employees
            file.write(f"E{i},employee,40,F,{expected / 12.0!r}\n")
    return _like(folder, f"w-{employees}", program.W, census)


def w_with_arrangements(folder, count):
    """W with its arrangement so many times, each with a specific deductible of its own."""

    def change(text):
        head, tail = text.split("arrangements:\n")
        body, rest = tail.split("\nsimulation:")
        copies = [
            body.replace("name: ASO", f"name: ASO {i + 1}").replace(
                "deductible: 100000", f"deductible: {100000 + 20000 * i}"
            )
            for i in range(count)
        ]
        return head + "arrangements:\n" + "\n".join(copies) + "\n\nsimulation:" + rest

    return _like(folder, f"w-arrangements-{count}", program.W, change=change)


def w_by_totals(folder):
    """W by tables of annual totals."""

    def change(text):
        return text.replace("simulation: {", "simulation: {sampler: totals, ")

    return _like(folder, "w-totals", program.W, change=change)


def pricing_in_scale(base, trials):
    """Options: pricing trials that stand to these trials as the scenario's do to its own."""
    text = base.read_text()
    shipped = int(re.search(r"^  trials: (\d+)", text, re.M).group(1))
    pricing = int(re.search(r"^  pricing_trials: (\d+)", text, re.M).group(1))
    return ("--set", f"simulation.pricing_trials={max(16, round(pricing * trials / shipped))}")


def without_cash_flow(folder, base):
    """As shipped, but nobody asks for the cash by month."""

    def change(text):
        return re.sub(r"^cash_flow:.*\n(?:^  .*\n)+", "", text, flags=re.M)

    return _like(folder, f"{base.stem}-no-cash-flow", base, change=change)


_CONDITION = """  - name: condition {number}
    incidence: {incidence:.6f}
    severity: {{distribution: lognormal, mean: {mean}, cv: 1.3}}
    services:
      - {{service: outpatient_facility, share: 0.4, events: {events}}}
      - {{service: inpatient, share: 0.3, events: 1}}
      - {{service: specialist, share: 0.1, events: 10}}
      - {{service: rx_specialty, share: 0.2, events: 8}}
    months: [6, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    continues: 0.3
"""


def with_conditions(folder, base, count):
    """The machine shop's basis without its own conditions, and with so many others: 5 cases a 100
    person-years in all, of 30 claims each."""
    text = (program.ROOT / "models/bases/us-commercial-2026.yaml").read_text()
    text = re.sub(r"^conditions:.*\n(?:^(?:[ #].*)?\n)*", "", text, flags=re.M)
    text = re.sub(r"^stoploss_basis: 1", "stoploss_basis: 2", text, flags=re.M)
    conditions = "".join(
        _CONDITION.format(
            number=i + 1, incidence=0.05 / count, mean=20000 + 8000 * i, events=10 + i % 3
        )
        for i in range(count)
    )
    basis = folder / f"basis-{count}.yaml"
    basis.write_text(text + ("conditions:\n" + conditions if count else ""))

    def change(scenario):
        return scenario.replace("basis: us-commercial-2026", f'basis: "{basis}"')

    return _like(folder, f"{base.stem}-conditions-{count}", base, change=change)


def _without_claimant(text):
    text = re.sub(r"^  claimants:.*\n(?:^    .*\n)+", "", text, flags=re.M)
    return re.sub(r"^      lasers:.*\n", "", text, flags=re.M)


def _census_of(folder, name, employees):
    processes.demand([program.STOPLOSS, "new", folder / name, "--employees", employees])
    return folder / f"{name}.csv"


def town(folder):
    """100,000 employees with their families on the basis of the machine shop, annual totals."""

    def change(text):
        text = _without_claimant(text)
        return text.replace("attachment: 2050000", "attachment: 2000000000")

    census = _census_of(folder, "town", 100_000)
    return _like(folder, "town-annual", program.SHOP_ANNUAL, census, change)


def dated_town(folder, employees):
    """So many employees with their families on the machine shop's contracts, as they are but for
    the known claimant."""
    census = _census_of(folder, f"town-{employees}", employees)
    name = f"town-dated-{employees}"
    return _like(folder, name, program.SHOP, census, _without_claimant)


def large_employer(folder, employees, varied=False):
    """So many employees with their families on a contract 12/15. varied: every person has a risk
    score of their own, and three families in ten come or leave within the year."""
    name = f"large-employer-{employees}"
    census = _census_of(folder, name, employees)
    if varied:
        _vary(census)
    return _like(folder, f"{name}-12-15", program.LARGE_EMPLOYER, census)


def _vary(census):
    """Fixed seed: the same people each time."""
    draw = random.Random(1)
    rows = list(csv.DictReader(census.open()))
    with census.open("w", newline="") as file:
        columns = [name for name in rows[0] if name != "months"] + ["from", "to"]
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        days = {}
        for row in rows:
            if row["relationship"] == "employee":
                day = f"2026-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
                what = draw.random()
                days = {"from": day} if what < 0.15 else {"to": day} if what < 0.3 else {}
            writer.writerow({**row, "risk_score": f"{draw.lognormvariate(-0.18, 0.6):.3f}", **days})
