#!/usr/bin/python3
"""usage: years_file.py STOPLOSS OUT.h5 [--forge]: the group of several plan years opens in xarray and h5py, money is
conserved in every trial and year, the stored figures are NumPy's, and verify refuses what is forged."""

import csv
import io
import json
import pathlib
import subprocess
import sys

import h5py
import jsonschema
import numpy
import xarray

PROGRAM, RESULT = sys.argv[1], pathlib.Path(sys.argv[2])
SEAL = 31
BY_TRIAL = ["cost", "retained_claims", "fees", "premiums", "specific_reimbursement", "aggregate_reimbursement",
            "attachment_point", "budget", "deficit", "call", "interest", "reserve", "rate_change", "lasers", "contracts",
            "cumulative_cost"]
QUANTILES = {"cost": "cost_quantile", "cumulative_cost": "cumulative_cost_quantile", "reserve": "reserve_quantile",
             "rate_change": "rate_change_quantile"}


def alike(a, b):
    if isinstance(a, xarray.DataArray) and isinstance(b, xarray.DataArray):
        a, b = xarray.broadcast(a, b)
    return numpy.allclose(a, b, rtol=1e-9, atol=1e-7, equal_nan=True)


def check_layout(data, run):
    n = data.sizes["year"]
    assert list(data["year"].values) == list(range(1, n + 1))
    assert n == data.attrs["plan_years"] > 1
    assert list(data["arrangement"].values) == list(run["arrangement"].values)
    assert list(data["trial"].values) == list(run["trial"].values)
    for name in BY_TRIAL:
        assert data[name].dims == ("trial", "arrangement", "year"), name
        assert data[name + "_mean"].dims == ("arrangement", "year"), name
    for name in QUANTILES.values():
        assert data[name].dims == ("quantile", "arrangement", "year"), name
    for name, variable in data.variables.items():
        assert variable.attrs["long_name"], name
        if name not in ("arrangement", "promise"):
            assert variable.attrs["units"] in ("1", run.attrs["currency"]), name


def check_money(data, run):
    before = data["reserve"].shift(year=1)
    before = before.fillna(0) + data["opening_reserve"] * (data["year"] == 1)
    paid_in = before + data["budget"] + data["call"] + data["interest"]
    assert alike(paid_in, data["cost"] + data["reserve"])
    horizon = ("year",)
    assert alike(data["opening_reserve"] + (data["budget"] + data["call"] + data["interest"]).sum(horizon),
                 data["cost"].sum(horizon) + data["reserve"].isel(year=-1))
    factor = (1 + data.attrs["discount"]) ** -(data["year"] - 1.0)
    assert alike(data["cumulative_cost"], (data["cost"] * factor).cumsum("year"))
    stays = data["then_year"] != 2
    above = (data["cost"].sel(year=1) - run["cost"]).where(stays, 0.0)
    assert bool((above <= 1e-9 * run["cost"] + 1e-7).all())


def check_figures(data):
    n = data.sizes["trial"]
    for name in BY_TRIAL:
        values = data[name].values
        assert alike(data[name + "_mean"], values.mean(axis=0)), name
        error = values.std(axis=0, ddof=1) / numpy.sqrt(n)
        assert numpy.allclose(data[name + "_mean_standard_error"], error, rtol=1e-6, atol=1e-6, equal_nan=True), name
    for name, quantile in QUANTILES.items():
        assert alike(data[quantile], numpy.quantile(data[name].values, data["quantile"].values, axis=0)), name
    saving = data["cumulative_cost"].isel(arrangement=0) - data["cumulative_cost"]
    assert alike(data["saving_mean"].values[1:], saving.mean("trial").transpose("arrangement", "year").values[1:])
    assert alike(data["saving_probability"].values[1:],
                 (saving > 0).mean("trial").transpose("arrangement", "year").values[1:])
    assert numpy.isnan(data["saving_mean"].values[0]).all()
    assert alike(data["deficit_probability"], (data["deficit"] > 0).mean("trial"))
    assert alike(data["call_probability"], (data["call"] > 0).mean("trial"))
    called = (data["call"] > 0).cumsum("year") > 0
    assert alike(data["call_so_far_probability"], called.mean("trial"))
    assert alike(data["largest_cumulative_cost"], data["cumulative_cost"].max("trial"))
    if "promise" in data.sizes:
        assert alike(data["promise_saved_mean"], data["promise_saved"].mean("trial"))


def ask(*command):
    done = subprocess.run([PROGRAM, *command], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, (command, done.stderr)
    return done.stdout


def table(*names):
    return list(csv.reader(io.StringIO(ask("table", RESULT, *names))))


def check_tables(data):
    """stoploss table has the numbers of the file, by trial, by plan year, by arrangement and by promise."""
    first = str(data["arrangement"].values[0])
    head, *rows = table("years/cost", "cost")
    assert f"years/cost[{first}][2]" in head and f"cost[{first}]" in head
    column = [float(row[head.index(f"years/cost[{first}][2]")]) for row in rows]
    assert column == list(data["cost"].values[:, 0, 1])
    head, *rows = table("years/cost_mean", "years/reserve_quantile")
    assert [row[0] for row in rows] == [str(year) for year in data["year"].values]
    place = head.index(f"years/reserve_quantile[0.95][{first}]")
    assert [float(row[place]) for row in rows] == list(data["reserve_quantile"].sel(quantile=0.95).values[0])
    head, *rows = table("years/opening_reserve")
    assert [float(row[1]) for row in rows] == list(data["opening_reserve"].values)
    listed = ask("table", RESULT, "--list")
    for name in data.variables:
        if name not in data.dims:
            assert f"\nyears/{name} " in listed, name
    if "promise" in data.sizes:
        head, *rows = table("years/promise_saved_mean")
        assert [row[0] for row in rows] == list(data["promise"].values)
        assert [float(row[1]) for row in rows] == list(data["promise_saved_mean"].values)
        assert len(table("years/promise_saved")) == data.sizes["trial"] + 1


def check_json(data):
    told = json.loads(ask("summary", "--json", RESULT))
    jsonschema.validate(told, json.loads(ask("explain", "--json-schema=summary")))
    years = told["years"]
    assert years["plan_years"] == data.sizes["year"] and years["discount"] == data.attrs["discount"]
    for a, arrangement in enumerate(years["arrangements"]):
        for k, year in enumerate(arrangement["years"]):
            assert year["year"] == k + 1
            assert year["cost_mean"] == data["cost_mean"].values[a, k]
            assert year["cumulative_cost_quantile"] == list(data["cumulative_cost_quantile"].values[:, a, k])
    assert len(years["promises"]) == data.sizes.get("promise", 0)


def check_diff():
    """Two files of the same years are equal; one changed number is told with its plan year."""
    other = seal_edited(lambda group: (put("cost", (17, 0, 1), 5.0)(group), put("reserve_mean", (0, 2), 7.0)(group)))
    assert "Equal in every trial" in ask("diff", RESULT, RESULT)
    done = subprocess.run([PROGRAM, "diff", RESULT, other], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1, done.stderr
    assert "cost (ASO, plan year 2): mean" in done.stdout and "reserve_mean (ASO, plan year 3): " in done.stdout
    assert done.stdout.count("plan year") == 2, done.stdout
    done = subprocess.run([PROGRAM, "diff", "--json", RESULT, other], capture_output=True, encoding="utf-8", check=False)
    told = json.loads(done.stdout)
    jsonschema.validate(told, json.loads(ask("explain", "--json-schema=diff")))
    assert [row["year"] for row in told["variables"] if row["differing_trials"]] == [2]


def digest(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def seal_edited(edit):
    other = RESULT.with_name("forged.h5")
    other.write_bytes(RESULT.read_bytes()[:-SEAL])
    with h5py.File(other, "r+", libver="v110") as file:
        edit(file["years"])
    data = other.read_bytes()
    other.write_bytes(data + b"stoploss seal %016x\n" % digest(data))
    return other


def refuses(words, edit):
    other = seal_edited(edit)
    done = subprocess.run([PROGRAM, "verify", other], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 65 and words in done.stderr, (words, done.returncode, done.stderr)


def put(name, where, value):
    def edit(group):
        group[name][where] = value

    return edit


def attribute(name, value):
    def edit(group):
        group.attrs.modify(name, numpy.int64(value))

    return edit


def check_forged():
    refuses("trial 17, ASO, plan year 2: reserve, budget", put("cost", (17, 0, 1), 5.0))
    refuses("trial 3, ASO, plan year 4: cumulative_cost", put("cumulative_cost", (3, 0, 3), 5.0))
    refuses("trial 9, ASO, plan year 1: cost of the first plan year is above", put("budget", (9, 0, 0), 5.0))
    refuses("years/cost_mean of ASO", put("cost_mean", (0, 2), 5.0))
    refuses("years/call_probability_standard_error", put("call_probability_standard_error", (0, 2), 5.0))
    refuses("years/reserve_quantile", put("reserve_quantile", (4, 0, 1), 5.0))
    refuses("years/promise_saved_mean of a promise", put("promise_saved_mean", 1, 5.0))
    refuses("years/saving_mean", put("saving_mean", (1, 0), 5.0))
    refuses("years/reserve is missing or damaged", lambda group: group.__delitem__("reserve"))
    refuses("years/cost is missing", put("cost", (1, 1, 1), float("inf")))
    refuses("promises are damaged", put("promise_arrangement", 0, 17.0))
    refuses("promises are damaged", put("promise_kind", 0, 0.5))
    refuses("terms of the plan years", put("then_arrangement", 0, -1.0))
    refuses("plan years cannot be read", attribute("plan_years", 21))
    refuses("plan years cannot be read", attribute("promises", 1 << 40))
    refuses("years/", attribute("plan_years", 3))


def main():
    run = xarray.open_dataset(RESULT)
    with xarray.open_dataset(RESULT, group="years") as data:
        check_layout(data, run)
        check_money(data, run)
        check_figures(data)
        check_tables(data)
        check_json(data)
    run.close()
    with h5py.File(RESULT) as file:
        group = file["years"]
        assert group["cost"].dims[2].keys() == ["year"]
        assert group["cost"].chunks[1] == 1
    if "--forge" in sys.argv:
        check_forged()
        check_diff()


main()
