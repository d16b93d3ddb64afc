"""`stoploss table` against h5py, to the last bit. usage: table_check.py STOPLOSS SOURCE FOLDER [TRIALS]; with TRIALS,
the memory for so many against that for 2,000."""

import csv
import io
import json
import math
import pathlib
import resource
import struct
import subprocess
import sys

import h5py

PROGRAM, SOURCE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
FAILED = []


def expect(good, words):
    if not good:
        FAILED.append(words)
        print(words)


def run(*arguments):
    return subprocess.run(
        [PROGRAM, *map(str, arguments)], cwd=FOLDER, capture_output=True, encoding="utf-8", check=False
    )


def simulate(name, scenario, *options):
    done = run("run", scenario, "-q", "--trials", 700, "--set", "simulation.pricing_trials=200", "-o", name, *options)
    expect(done.returncode == 0, f"run {scenario}: {done.stderr}")


def table(result, *names):
    """Header, and rows of cells."""
    done = run("table", result, *names)
    expect(done.returncode == 0, f"table {result} {names[:3]}: exit {done.returncode}: {done.stderr}")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    return (rows[0], rows[1:]) if rows else ([], [])


def number(cell):
    return math.nan if cell == "" else float(cell)


def bits(value):
    return "nan" if math.isnan(value) else struct.pack("<d", value)


def texts(dataset):
    return [x.decode() if isinstance(x, bytes) else str(x) for x in dataset[()]]


ROWS = ("trial", "month", "band", "quantile", "tier", "arrangement")


def expected(file, name):
    """The rows' dimension (or None) and, by column's header, the column as h5py reads it."""
    data = file[name]
    dimensions = [d[0].name.split("/")[-1] for d in data.dims] if data.ndim else []
    rows = next((r for r in ROWS if r in dimensions), None)
    labels = {"arrangement": texts(file["arrangement"]), "quantile": [f"{q:g}" for q in file["quantile"][()]]}
    columns = {}

    def walk(at, left, header):
        if not left:
            column = data[tuple(at)]
            columns[header] = column.tolist() if rows else [float(column)]
            return
        place, dimension = left[0]
        for i, label in enumerate(labels[dimension]):
            at[place] = i
            walk(at, left[1:], f"{header}[{label}]")

    rest = [(i, d) for i, d in enumerate(dimensions) if d != rows]
    walk([slice(None)] * data.ndim, rest, name)
    return rows, columns


def numeric(file):
    """What a table may be asked for: floats, but not the trials of rare years, their laws, scales, levers."""
    names = []

    def visit(name, item):
        if not isinstance(item, h5py.Dataset) or item.dtype != "float64" or name == "quantile":
            return
        if name.startswith("levers/"):
            return
        dimensions = [d[0].name for d in item.dims] if item.ndim else []
        if "/rare/trial" not in dimensions and "/rare/law" not in dimensions:
            names.append(name)

    file.visititems(visit)
    return names


def same(file, name, header, rows):
    dimension, columns = expected(file, name)
    for head, column in columns.items():
        if head not in header:
            expect(False, f"{name}: no column {head}")
            continue
        place = header.index(head)
        cells = [number(row[place]) for row in rows]
        expect(list(map(bits, cells)) == list(map(bits, column)), f"{name}: column {head} differs")
    return dimension, len(columns)


def every_variable(result):
    """Some variables alone, then all with the same rows in one table."""
    together = {}
    with h5py.File(FOLDER / result) as file:
        names = numeric(file)
        listed = run("table", result, "--list").stdout.splitlines()
        expect({line.split()[0] for line in listed} == set(names), f"{result}: --list is not what the file has")
        for line in listed:
            name = line.split()[0]
            units = file[name].attrs["units"]
            units = units.decode() if isinstance(units, bytes) else str(units)
            expect(f") {units} " in " ".join(line.split()), f"{name}: unit {units} is not in: {line}")
        for name in names:
            together.setdefault(expected(file, name)[0], []).append(name)
        for name in [group[i] for group in together.values() for i in (0, -1)]:
            header, rows = table(result, name)
            dimension, n = same(file, name, header, rows)
            expect(len(header) == n + (dimension is not None), f"{name}: {len(header)} columns")
        for dimension, group in together.items():
            header, rows = table(result, *group)
            expect(len(header) == len(set(header)), f"{dimension}: two columns of one name")
            for name in group:
                same(file, name, header, rows)
            if dimension in ("trial", "month", "quantile"):
                labels = [number(row[0]) for row in rows]
                expect(labels == file[dimension][()].tolist(), f"{dimension}: not its own labels")
            elif dimension is not None:
                expect([row[0] for row in rows] == texts(file[dimension]), f"{dimension}: not its own labels")
        expect(table(result) == table(result, "cost"), "without a VARIABLE it is not cost")
    print(f"{result}: {len(names)} variables, rows by {', '.join(map(str, together))}")


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", 'a,"b"', "'=x", "ß 保険 [x]", "=cmd|' /C calc'!A0"]


def hostile_names():
    scenario = {
        "stoploss": 1,
        "name": "Hostile",
        "start": "2026-01-01",
        "census": "hostile.csv",
        "claims": {"services": [{"name": "s", "frequency": {"distribution": "poisson", "mean": 1}, "severity": {"distribution": "exponential", "mean": 100}}]},
        "plans": [{"name": "P"}],
        "arrangements": [
            {"name": name, "kind": "aso", "fees": [{"name": "rebate", "amount": -900, "per": "employee_month"}]}
            for name in HOSTILE
        ],
    }
    (FOLDER / "hostile.csv").write_text("employee,relationship,age,sex\na,employee,40,F\n", encoding="utf-8")
    (FOLDER / "hostile.yaml").write_text(json.dumps(scenario), encoding="utf-8")
    simulate("hostile.h5", "hostile.yaml")
    header, rows = table("hostile.h5", "cost_mean")
    safe = [("'" if name[0] in "=+-@" else "") + name for name in HOSTILE]
    expect([row[0] for row in rows] == safe, f"names: {[row[0] for row in rows]}")
    expect(all(row[1].startswith("-") for row in rows), "a negative number is not as it is")
    header, _ = table("hostile.h5", "cost")
    expect(header == ["trial"] + [f"cost[{name}]" for name in HOSTILE], f"head: {header}")
    with h5py.File(FOLDER / "hostile.h5") as file:
        same(file, "cost", header, table("hostile.h5", "cost")[1])


def files():
    target = FOLDER / "cost.csv"
    target.write_text("older", encoding="utf-8")
    done = run("table", "plain.h5", "cost", "-o", "cost.csv")
    expect(done.returncode == 0 and done.stdout == "", "-o prints something")
    expect(target.read_text(encoding="utf-8") == run("table", "plain.h5", "cost").stdout, "-o is not what is printed")
    whole = (FOLDER / "plain.h5").read_bytes()
    target.write_text("older", encoding="utf-8")
    for status, arguments in (
        (64, ("plain.h5", "cots")),
        (64, ("plain.h5", "cost", "budget")),
        (64, ("plain.h5", "--list", "cost")),
        (64, ()),
        (65, ("plain.h5", "rare/expected_cost", "-o", "cost.csv")),
        (65, ("damaged.h5", "cost", "-o", "cost.csv")),
        (65, ("cost.csv", "cost")),
        (66, ("none.h5", "cost", "-o", "cost.csv")),
        (73, ("plain.h5", "cost", "-o", "none/cost.csv")),
        (73, ("plain.h5", "cost", "-o", "plain.h5")),
    ):
        (FOLDER / "damaged.h5").write_bytes(whole[:9000] + bytes([whole[9000] ^ 1]) + whole[9001:])
        done = run("table", *arguments)
        expect(done.returncode == status, f"table {arguments}: exit {done.returncode}: {done.stderr}")
        expect(done.stdout == "" and done.stderr != "", f"table {arguments}: {done.stdout[:80]}")
    expect("did you mean cost?" in run("table", "plain.h5", "cots").stderr, "no nearest name")
    expect(target.read_text(encoding="utf-8") == "older", "a failure changed the older file")
    expect((FOLDER / "plain.h5").read_bytes() == whole, "the result was changed")
    expect(not [p for p in FOLDER.iterdir() if p.name.startswith(".")], "a temporary file is left")


def memory(many):
    """What a table takes does not grow with the trials: 40 or 100 times as many, whose columns are 5 MiB or more,
    the same to 3 MiB."""
    used = []
    for trials in (2000, many):
        done = run("run", "hostile.yaml", "-q", "--trials", trials, "-o", "many.h5")
        expect(done.returncode == 0, done.stderr)
        script = (
            "import resource,subprocess,sys;subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,check=True);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, PROGRAM, "table", "many.h5", "cost", "claims"],
            cwd=FOLDER, capture_output=True, encoding="utf-8", check=True,
        )
        used.append(int(done.stdout))
    print(f"memory: {used[0]} KiB for 2,000 trials, {used[1]} KiB for {many:,}")
    expect(used[1] < used[0] + 3 * 1024, f"memory grows: {used}")


simulate("plain.h5", SOURCE / "scenarios/level-funded-startup.yaml")
every_variable("plain.h5")
simulate("shop.h5", SOURCE / "scenarios/machine-shop.yaml")
every_variable("shop.h5")
simulate("exact.h5", SOURCE / "tests/cli/good/number-exponent.yaml", "--exact", "--rare=100")
every_variable("exact.h5")
hostile_names()
files()
if len(sys.argv) > 4:
    memory(int(sys.argv[4]))
sys.exit(1 if FAILED else 0)
