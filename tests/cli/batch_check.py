"""The summaries of a batch against the columns of its results, by h5py and numpy.

usage: batch_check.py DIR SUMMARY    SUMMARY: its name without an ending
"""

import csv
import math
import pathlib
import sys

import h5py
import numpy

FOLDER, SUMMARY = pathlib.Path(sys.argv[1]), sys.argv[2]
FAILED = []


def expect(good, words):
    """Note what is wrong."""
    if not good:
        FAILED.append(words)
        print(words)


def number(cell):
    """Of a cell of the CSV."""
    return math.nan if cell == "" else float(cell)


def close(row, name, value):
    """A figure of the summary, to what summing in another order may change."""
    found = number(row[name])
    same = math.isnan(found) if math.isnan(value) else abs(found - value) <= 1e-9 * max(1, abs(value))
    expect(same, f"{row['name']}, {row['arrangement']}: {name} is {row[name]}, not {value}")


def mean(row, name, values):
    """A mean and its standard error."""
    close(row, name, values.mean())
    close(row, f"{name}_standard_error", values.std(ddof=1) / math.sqrt(len(values)))


def share(row, name, hits):
    """A share of trials."""
    close(row, name, hits.mean())
    close(row, f"{name}_standard_error", hits.std(ddof=1) / math.sqrt(len(hits)))


def client(name, rows):
    """Every arrangement of a client."""
    with h5py.File(FOLDER / f"{name}.h5") as file:
        cost, names = file["cost"][:], file["arrangement"].asstr()[:].tolist()
        expect([row["arrangement"] for row in rows] == names, f"{name}: {names}")
        roles = [row["role"] for row in rows]
        reference = roles.index("reference") if "reference" in roles else None
        for a, row in enumerate(rows):
            expect(int(row["seed"]) == file.attrs["seed"], f"{name}: seed")
            expect(int(row["trials"]) == len(cost), f"{name}: trials")
            mean(row, "expected_cost", cost[:, a])
            budget = file["budget"][a]
            close(row, "budget", budget)
            if not math.isnan(budget):
                share(row, "deficit_chance", cost[:, a] > budget)
            close(row, "maximum_cost", file["maximum_cost"][a])
            levels = file["quantile"][:].tolist()
            for level, figure in ((0.95, "cost_1_in_20"), (0.99, "cost_1_in_100")):
                close(row, figure, file["cost_quantile"][levels.index(level), a])
            if reference is not None and a != reference:
                saving = cost[:, reference] - cost[:, a]
                mean(row, "saving", saving)
                share(row, "cheaper_chance", saving > 0.005)
                if "band_cost_mean_change" in file:
                    change = file["band_cost_mean_change"][:]
                    for k, word in ((0, "lower"), (1, "higher")):
                        value = saving.mean() + change[k, reference] - change[k, a]
                        close(row, f"saving_claims_10_percent_{word}", value)
            else:
                close(row, "saving", math.nan)


def hdf5(rows):
    """The same rows as data sets."""
    with h5py.File(FOLDER / f"{SUMMARY}.h5") as file:
        for column in rows[0]:
            values = file[column]
            expect(len(values) == len(rows), f"{column} has {len(values)} rows")
            if values.dtype.kind == "f":
                want = numpy.array([number(row[column]) for row in rows])
                expect(numpy.array_equal(values[:], want, equal_nan=True), f"HDF5: {column}")
            else:
                want = [row[column] for row in rows]
                expect(values.asstr()[:].tolist() == want, f"HDF5: {column}")


def main():
    """All rows of the CSV."""
    with (FOLDER / f"{SUMMARY}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expect(list(rows[0])[:3] == ["name", "status", "reason"], "the first columns")
    done = 0
    for name in dict.fromkeys(row["name"] for row in rows):
        own = [row for row in rows if row["name"] == name]
        if own[0]["status"] == "done":
            client(name, own)
            done += 1
        else:
            expect(len(own) == 1 and own[0]["reason"] != "", f"{name}: no reason")
            expect(own[0]["expected_cost"] == "", f"{name}: a figure of what failed")
    expect(done > 0, "no client is done")
    hdf5(rows)
    sys.exit(1 if FAILED else 0)


main()
