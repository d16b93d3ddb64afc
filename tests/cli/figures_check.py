#!/usr/bin/python3
"""usage: figures_check.py RESULT.h5 DOCUMENT.json [RESULT.h5 DOCUMENT.json ...]: every figure of a
decision report is what the result file says.

DOCUMENT.json is a report's document (sim/output/document). Each cell that holds an amount, a share or
a count names its source, an expression over the file's variables as numpy reads it; evaluated here it
must be the cell's value to 1e-9 of it, and where the source is a variable with a standard error, or a
mean of a column, the standard error too. Every number in a sentence is a figure of some table of the
document, rounded as sentences round, or one of the words that are no figures (WORDS below)."""

import json
import math
import re
import sys

import h5py
import numpy
import yaml

NEEDS_SOURCE = {"money", "cents", "share", "count"}
ERRORS = "Standard error"  # a column of the errors of the amounts beside it
RELATIVE, ABSOLUTE = 1e-9, 1e-6  # the latter: differences of amounts that cancel


class Named(dict):
    """A map whose keys are attributes; a number where a limit may be a map of a person and a family."""

    def __getattr__(self, key):
        return self[key]


class Limit(float):
    person = property(lambda self: self)


def named(value, key=""):
    if isinstance(value, dict):
        return Named((k, named(v, k)) for k, v in value.items())
    if isinstance(value, list):
        return [named(v) for v in value]
    if key in ("deductible", "out_of_pocket_max") and isinstance(value, (int, float)):
        return Limit(value)
    return value


def tail_mean(values, level):
    """Mean of the worst share 1 - level, the value on its boundary by its part."""
    ordered = numpy.sort(values)[::-1]
    share = len(values) * (1.0 - level)
    whole = int(share)
    total = ordered[:whole].sum()
    if whole < len(values):
        total += (share - whole) * ordered[whole]
    return total / share


class File:
    def __init__(self, path):
        self.file = h5py.File(path, "r")
        self.kept = {
            name: getattr(numpy, name)
            for name in "mean std quantile sqrt minimum maximum clip reshape sum abs min max".split()
        }
        self.kept.update(tail_mean=tail_mean, len=len, int=lambda x: int(x))
        self.kept["scenario"] = named(yaml.safe_load(self.file["provenance"].attrs["scenario"]))
        for name in ("rare", "levers", "years"):
            group = self.file.get(name)
            self.kept[name] = None if group is None else Named(
                [*group.attrs.items(), *((k, group[k][()]) for k in group)])

    def __contains__(self, name):
        return name in self.file

    def __getitem__(self, name):
        if name not in self.kept:
            if name in self.file:
                self.kept[name] = self.file[name][()]
            elif name in self.file.attrs:
                self.kept[name] = self.file.attrs[name]
            else:
                raise KeyError(name)
        return self.kept[name]

    def evaluate(self, source):
        with numpy.errstate(all="ignore"):
            return eval(source, {"__builtins__": {}}, self)  # the document is this test's own

    def standard_error(self, source):
        """NaN where the source tells none."""
        place = re.fullmatch(r"(?:(rare)\.)?(\w+)(\[[^\]]*\])?", source)
        year = re.fullmatch(r"years\.(\w+)(\[[^\]]*\])?", source)
        if year and year[1] + "_standard_error" in self["years"]:
            return self.evaluate("years." + year[1] + "_standard_error" + (year[2] or ""))
        if place and place[2] == "cost_mean" and not place[1]:
            return self.evaluate("cost_standard_error" + place[3])
        if place and not place[1] and place[2] + "_standard_error" in self:
            return self.evaluate(place[2] + "_standard_error" + (place[3] or ""))
        column = re.fullmatch(r"mean\((.*)\)", source)
        if column and "premiums" not in source:  # those have the errors of their prices, too
            values = numpy.asarray(self.evaluate(column[1]), dtype=float)
            return values.std(ddof=1) / math.sqrt(len(values)) if len(values) > 1 else math.nan
        return math.nan


def differs(shown, value):
    return abs(shown - value) > max(RELATIVE * abs(value), ABSOLUTE)


def check_cell(file, where, cell):
    if cell["unit"] not in NEEDS_SOURCE and "source" not in cell:
        return []
    if "source" not in cell:
        return ["%s: no source" % where]
    try:
        value = float(file.evaluate(cell["source"]))
    except Exception as error:  # whatever an expression can be wrong by
        return ["%s: %s: %r" % (where, cell["source"], error)]
    if cell.get("value") is None:
        known = cell["unit"] == "unknown" or not math.isfinite(value)
        return [] if known else ["%s: not shown, but %s is %r" % (where, cell["source"], value)]
    faults = []
    if differs(cell["value"], value):
        faults.append("%s: %r, but %s is %r" % (where, cell["value"], cell["source"], value))
    error, shown = file.standard_error(cell["source"]), cell["standard_error"]
    if math.isfinite(error) and shown is not None and differs(shown, error):
        faults.append("%s: error %r, but of %s it is %r" % (where, shown, cell["source"], error))
    return faults


# ---- numbers in sentences ----

# What is no figure: the two bad years, the band's steps, percentages of a part of the years, contract
# bases, dates, what the notes explain.
WORDS = [
    r"1 year in 20\b", r"of 100 runs", r"1 year in 100\b", r"of 100 years", r"\b9[59] runs in 100", r"\bin 100\b",
    r"claims(?: run)? 10%", r"if 10% (?:lower|higher)", r"24/12", r"\d{4}-\d{2}-\d{2}", r"to 1%",
    r"in the \d+ months? before", r"by \d+ months? after", r"1\.25, 0\.70 and 0\.85", r"within 2\b",
    r"beyond 5\b", r"at least 1,000", r"fewer than 1 of", r"more than 99 of", r"fewer than 1\b",
    r"more than 99\b", r"\bseed \d+", r"worst [15]%", r"rarer than 3 in", r"25\.00|25 of|below 1\b", r"4,096",
]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?[MBk]?%?")


def grouped(value):
    return "{:,.0f}".format(value)


def readings(cell):
    """A figure as a sentence may round it, without its sign and currency."""
    value, texts = cell.get("value"), set(NUMBER.findall(cell["text"].split("\u00b1")[0]))
    if value is None:
        return texts
    size, unit = abs(value), cell["unit"]
    if unit in ("money", "cents"):
        for letter, scale in (("B", 1e9), ("M", 1e6)):
            texts.update("%.*f%s" % (d, size / scale, letter) for d in (1, 2))
        texts.update(grouped(s * round(size / s)) for s in (1, 10, 100, 1000))
        if size >= 1.0:
            digit = 10.0 ** math.floor(math.log10(size))
            texts.add(grouped(digit * round(size / digit)))
        texts.add("{:,.2f}".format(size))
    elif unit in ("share", "growth"):
        texts.update("%.*f" % (d, 100.0 * size) for d in (0, 1))
        texts.update("%.*f%%" % (d, 100.0 * size) for d in (0, 1))
        texts.add("%.3g%%" % (100.0 * size))
    else:
        texts.update([grouped(size), "%.2f" % size, "%.3g" % size])
    return texts


def sentences(block):
    kind = block["type"]
    if kind == "answer":
        return [block["text"]]
    if kind in ("paragraph",):
        return [block["text"]]
    return block["items"] if kind == "list" else []


def check_sentence(text, names, allowed):
    for name in names:
        text = text.replace(name, " ")
    for words in WORDS:
        text = re.sub(words, " ", text)
    return ["a sentence says %s, which no table does: %s" % (number, text)
            for number in NUMBER.findall(text) if number.rstrip(",") not in allowed]


def check(result, document):
    file = File(result)
    faults, allowed, cells = [], set(), 0
    for block in document["blocks"]:
        for row in block.get("rows", []) if block["type"] == "table" else []:
            allowed |= set(NUMBER.findall(row["label"]))
            beside = block["columns"].index(ERRORS) - 1 if ERRORS in block["columns"] else None
            for column, cell in zip(block["columns"][1:], row["cells"]):
                if beside and column != ERRORS and row["cells"][beside].get("value"):
                    cell = {**cell, "standard_error": row["cells"][beside]["value"]}
                where = "%s, %s, %s" % (block["name"], row["label"], column)
                faults += check_cell(file, where, cell)
                allowed |= readings(cell)
                cells += 1
    names = [n.decode() for n in file["arrangement"]]
    names += [p["name"] for p in file["scenario"].get("plans", [])]
    basis = file["scenario"].get("claims", {}).get("basis", [])
    names += basis if isinstance(basis, list) else [basis]
    names.sort(key=len, reverse=True)
    for block in document["blocks"]:
        for text in sentences(block):
            faults += check_sentence(text, names, allowed)
    return faults, cells


def main():
    status = 0
    for result, document in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        with open(document, encoding="utf-8") as text:
            faults, cells = check(result, json.load(text))
        assert cells > 20, "only %d cells" % cells
        if faults:
            print("%s:\n%s" % (document, "\n".join(faults[:40])))
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
