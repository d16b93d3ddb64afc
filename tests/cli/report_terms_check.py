"""The tables of other deductibles and corridors are what the result file holds.

    report_terms_check.py RESULT.h5 REPORT.json

Each cell by the formula of sim/results/levers.h, worked out here from the stored years, and by its own source; the
row of the scenario's own terms is what the run says of that arrangement."""
import json
import math
import sys

import h5py
import numpy


class Group:
    def __init__(self, group):
        self.__dict__.update({k: group[k][()] for k in group}, **dict(group.attrs))


def close(found, expected, what):
    assert math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-6), (what, found, expected)


def error_of(values):
    return values.std(ddof=1) / math.sqrt(len(values))


def main(result, report):
    file = h5py.File(result)
    levers = Group(file["levers"])
    names = {"levers": levers, "cost": file["cost"][()], "mean": numpy.mean, "minimum": numpy.minimum,
             "maximum": numpy.maximum, "__builtins__": {}}
    with open(report, encoding="utf-8") as text:
        tables = {b["name"]: b for b in json.load(text)["blocks"] if b["type"] == "table"}
    a, n = int(levers.arrangement), len(levers.cost_before)
    kinds = [k.decode() for k in file["arrangement"][()]]
    reference = next(i for i, name in enumerate(kinds) if name in tables["lever_deductibles"]["columns"][-1])
    own = (int(levers.own_deductible), int(levers.own_corridor))
    checked = 0
    for name, at in (("lever_deductibles", lambda i: (i, own[1])), ("lever_corridors", lambda i: (own[0], i))):
        for i, row in enumerate(tables.get(name, {"rows": []})["rows"]):
            d, c = at(i)
            cost = levers.cost_before[:, d] + levers.shift[d, c]
            if hasattr(levers, "eligible"):
                above = numpy.clip(levers.eligible[:, d] - levers.attachment_point[d, c], 0, levers.aggregate_maximum)
                cost = cost - above
            deficit = (cost > levers.budget + 0.005).astype(float)
            saving = names["cost"][:n, reference] - cost
            premium = levers.specific_premium[d, c] + numpy.nan_to_num(levers.aggregate_premium[d, c])
            expected = ((premium, 0), (cost.mean(), error_of(cost)), (deficit.mean(), error_of(deficit)),
                        (levers.maximum_cost[d, c], 0), (saving.mean(), error_of(saving)))
            for cell, (value, error) in zip(row["cells"], expected, strict=True):
                if cell["unit"] == "text":
                    assert not math.isfinite(value), (cell, value)
                    continue
                close(cell["value"], value, (name, i))
                close(cell["standard_error"], error, (name, i, "error"))
                close(float(numpy.asarray(eval(cell["source"], names))), value, cell["source"])  # the test's own
                checked += 1
            assert ("as in the scenario" in row["label"]) == ((d, c) == own), row["label"]
            if (d, c) == own and n == len(names["cost"]):
                close(row["cells"][1]["value"], file["cost_mean"][a], "cost")
                close(row["cells"][2]["value"], file["deficit_probability"][a], "deficit")
                if row["cells"][3]["unit"] != "text":
                    close(row["cells"][3]["value"], file["maximum_cost"][a], "maximum")
    assert checked > 20, checked
    print(checked, "cells")


main(sys.argv[1], sys.argv[2])
