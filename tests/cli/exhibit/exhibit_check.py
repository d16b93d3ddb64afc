"""An exhibit's figures are those of its result file, and its verdicts those of its trials.

    exhibit_check.py RESULT.h5 EXHIBIT.json

Every cell of the document that names a variable with a place, "cost_mean[2]", must hold that number;
every mean and every share of trials that of the columns; dominated quotes are found again by
comparing all pairs. Writes the document as d.json beside the exhibit. Prints how many cells were
compared."""
import json
import os
import re
import sys

import h5py
import numpy


# Rows of the page and the members of --json, which the test knows by hand.
ROWS = {
    "TOTAL FIXED COST, a year": "fixed_cost",
    "TOTAL FIXED COST, per employee per month": "fixed_cost_pepm",
    "Expected claims, the carrier's": "expected_claims_carrier",
    "EXPECTED PLAN COST": "expected_cost",
    "Maximum claims liability": "maximum_claims",
    "MAXIMUM PLAN COST": "maximum_cost",
    "Aggregating specific and lasers, at most": "aggregating_and_lasers",
    "MAXIMUM PLAN COST with these": "maximum_cost_with_aggregating_and_lasers",
    "Rebates, a credit not taken off above": "rebates",
    "Simulated, the same claims": "expected_claims",
    "Average year": "simulated_cost",
    "Chance to cost more than the budget": "chance_above_budget",
    "1 year of 20 costs at least": "cost_1_in_20",
    "1 year of 100 costs at least": "cost_1_in_100",
    "Insurance premium of the same average cost": "break_even_premium",
}


def close(found, wanted, why):
    wanted = float(wanted)
    assert abs(found - wanted) <= 1e-9 * max(1.0, abs(wanted)), (why, found, wanted)


class Run:
    def __init__(self, path):
        self.file = h5py.File(path, "r")
        self.cost = self.file["cost"][:]
        self.groups = {n: float(self.file[n][()]) for n in ("employee_months", "plan_months", "members")}

    def mean(self, name, a):
        return self.file[name][:, a].mean() if name in self.file else 0.0

    def formula(self, source, a, places):
        """The figure that a cell's source stands for; None: of the scenario, not of the file."""
        placed = re.fullmatch(r"(\w+)\[(\d+)\]", source)
        by_level = re.fullmatch(r"(\w+)\[(\d+), (\d+)\]", source)
        mean = re.fullmatch(r"mean of (\w+)", source)
        other = re.fullmatch(r"mean of cost - cost of the (reference|renewal)", source)
        quantile = re.fullmatch(r"quantile ([0-9.]+) of cost", source)
        per = re.fullmatch(r"(specific_premium|aggregate_premium|insured_premium|cost_mean) / "
                           r"employee_months", source)
        if placed:
            assert int(placed[2]) == a, source
            return self.file[placed[1]][a]
        if by_level:
            assert int(by_level[3]) == a, source
            return self.file[by_level[1]][int(by_level[2]), a]
        if mean:
            return self.mean(mean[1], a)
        if other:
            return (self.cost[:, a] - self.cost[:, places[other[1]]]).mean()
        if quantile:
            return numpy.quantile(self.cost[:, a], float(quantile[1]))
        if per:
            return self.file[per[1]][a] / self.groups["employee_months"]
        if source == "share of trials with cost > cost of current":
            return (self.cost[:, a] > self.cost[:, places["current"]] + 0.005).mean()
        if source == "mean of plan_paid / cost_mean":
            return self.file["plan_paid"][:].mean() / self.file["cost_mean"][a]
        if source == "employee_months / plan_months":
            return self.groups["employee_months"] / self.groups["plan_months"]
        return self.groups["members"] if source == "members" else None

    def dominated(self, roles):
        """By the rule of the page: for each column the dominating one of the lowest mean, or None."""
        n, ranked = self.cost.shape[1], numpy.sort(self.cost, axis=0)
        found = []
        for a in range(n):
            better = []
            for b in range(n):
                saved = self.cost[:, a] - self.cost[:, b]
                error = saved.std(ddof=1) / len(saved) ** 0.5
                if (roles[b] != "current" and roles[a] != "current" and a != b
                        and (ranked[:, b] <= ranked[:, a] + 0.005).all()
                        and saved.mean() > 0.005 and saved.mean() > 2 * error):
                    better.append((self.cost[:, b].mean(), b))
            found.append(min(better)[1] if better else None)
        return found


def main(result, exhibit):
    with open(exhibit, encoding="utf-8") as file:
        page = json.load(file)
    run = Run(result)
    names = [c["name"] for c in page["columns"]]
    places = {w: names.index(page[w]) if page[w] else None for w in ("reference", "renewal", "current")}
    compared, seen = 0, set()
    for a, column in enumerate(page["columns"]):
        for level, name in ((0.95, "cost_1_in_20"), (0.99, "cost_1_in_100")):
            close(column[name], numpy.quantile(run.cost[:, a], level), name)
    for table in (b for b in page["document"]["blocks"] if b["type"] == "table"):
        for row in table["rows"]:
            seen.add(row["label"])
            for a, cell in enumerate(row["cells"]):
                if row["label"] in ROWS and cell.get("value") is not None:
                    close(cell["value"], page["columns"][a][ROWS[row["label"]]], row["label"])
                    compared += 1
                if cell.get("source") and cell.get("value") is not None:
                    wanted = run.formula(cell["source"], a, places)
                    if wanted is not None:
                        close(cell["value"], wanted, (row["label"], cell["source"]))
                        compared += 1
    assert set(ROWS) <= seen, set(ROWS) - seen
    for a, by in enumerate(run.dominated([c["role"] for c in page["columns"]])):
        assert page["columns"][a]["dominated_by"] == (None if by is None else names[by]), names[a]
    with open(os.path.join(os.path.dirname(exhibit), "d.json"), "w", encoding="utf-8") as file:
        json.dump(page["document"], file)
    print(compared)


main(*sys.argv[1:])
