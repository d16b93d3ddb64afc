#!/usr/bin/python3
"""The page's engine gives, to the last bit, what the program gives: the JSON of a run, its page and every
column of every trial, for 1, 2 and 4 workers; rare years, several plan years and a sweep too.

usage: equality.py PROGRAM MODULE_FOLDER [--all] [SCENARIO...]
Without scenarios: the shipped ones and those of tests/verify/cases; --all: those of tests/verify/hand and
tests/cli/good too. Prints a line a scenario and exits 1 where any differs.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
from typing import NamedTuple

import h5py

ROOT = pathlib.Path(__file__).resolve().parents[2]
DRIVER = pathlib.Path(__file__).resolve().parent / "engine.js"
NODE = ["node", "--no-experimental-fetch"]
TRIALS, SMALL_TRIALS = 1024, 700  # the second ends within a block


class Ask(NamedTuple):
    """What is asked of a scenario, and by how many workers."""
    workers: list = [1]
    rare: int = 0
    sweep: str = ""
    sets: list = []
    trials: int = 0  # 0: as of its folder


# Renewals by claims with a promise of each kind, people who come and go, a contract by year, a reserve, and an
# arrangement that another takes the place of.
AHEAD = ["years=3", "discount=0.03", "population={turnover: 0.18, ageing: true, growth: 0.02}",
         "claims.uncertainty_by_year=0.1", "simulation.pricing_trials=512",
         "arrangements.0.renewal={loss_ratio: 0.75, full: 2000, laser_at: 2, laser_if: 0.25, no_new_lasers: true, "
         "no_laser_load: 0.05, rate_cap: 0.5, cap: 0.4, floor: 0.1}",
         "arrangements.0.opening_reserve=100000", "arrangements.0.reserve_interest=0.03",
         "arrangements.1.specific.contract=[12/12, 24/12]", "arrangements.1.aggregate.contract=[12/12, 24/12]",
         "arrangements.1.then={year: 3, arrangement: Fully insured}",
         "arrangements.2.renewal={loss_ratio: 0.85, full: 1000, pooling_point: 150000, cap: 0.25, floor: 0.05}"]
PLAIN_AHEAD = ["years=5", "simulation.pricing_trials=512"]

# Where more is asked of a scenario than one run by one worker.
MORE = {
    "scenarios/flower-shop.yaml": [
        Ask(workers=[1, 2, 4], rare=2000, sweep="8000,10000,20000:1.1,1.25"),
        Ask(workers=[1, 2], sets=PLAIN_AHEAD)],
    "scenarios/machine-shop.yaml": [
        Ask(workers=[1, 2, 4], sweep="50000,60000:"),
        Ask(workers=[1, 2, 4], sets=AHEAD, trials=300)],
    "scenarios/regional-hospital.yaml": [Ask(sets=["simulation.pricing_trials=512"])],
    "tests/verify/cases/w-totals.yaml": [Ask(workers=[1, 2])],
}


def run(command):
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def columns_of(path):
    """The SHA-256 of each column by trial that the file has, of each arrangement (and plan year, or promise)."""
    with h5py.File(path) as file:
        groups = {"": file, **({"years/": file["years"]} if "years" in file else {})}
        values = {prefix + name: column[()] for prefix, group in groups.items() for name, column in group.items()
                  if isinstance(column, h5py.Dataset) and name != "trial" and first_scale(column) == "trial"}
    # + 0.0: where a column is zero throughout the file does not say of which sign.
    return {name: [hashlib.sha256((column + 0.0).tobytes()).hexdigest()
                   for column in (value.reshape(value.shape[0], -1).T.copy())]
            for name, value in values.items()}


def first_scale(column):
    """The name of the column's first dimension."""
    scaled = column.ndim > 0 and len(column.dims[0]) > 0
    return column.dims[0][0].name.rpartition("/")[2] if scaled else ""


def options_of(ask, trials):
    sets = [word for line in ask.sets for word in ("--set", line)]
    return ["--trials", str(trials), *sets]


def program(binary, scenario, trials, ask, folder):
    out = folder / "native.h5"
    command = [binary, "run", scenario, "--kernels", "baseline", *options_of(ask, trials), "-o", out]
    command += [f"--rare={ask.rare}"] if ask.rare else []
    code, text, error = run(command + ["--json"])
    if code != 0:
        return None, error
    report = folder / "native.html"
    assert run([binary, "report", out, "-o", report])[0] == 0
    return {"json": text, "page": run([binary, "summary", out])[1], "path": out,
            "report": report.read_text(encoding="utf-8")}, ""


def sweep_of(binary, scenario, trials, ask, folder):
    command = [binary, "sweep", scenario, *options_of(ask, trials), "--json", "-o", folder / "sweep.h5"]
    for option, values in zip(["--specific", "--corridor"], ask.sweep.split(":")):
        command += [option, values] if values else []
    return run(command)[1]


def differences(native, page, asked):
    for what, name in (("json", "run.json"), ("page", "page.txt"), ("report", "report.html")):
        if native[what].strip() != page[what].strip():
            yield name
    there = columns_of(native["path"])
    yield from (name for name in there if there[name] != page["columns"].get(name))
    yield from (name for name in page["columns"] if name not in there)
    if asked and asked.strip() != page["sweep"].strip():
        yield "sweep"


def compare(binary, module, scenario, ask, folder):
    trials = ask.trials or (SMALL_TRIALS if "hand" in scenario or "cli" in scenario else TRIALS)
    native, why = program(binary, scenario, trials, ask, folder)
    if native is None:
        return None, why.splitlines()[0] if why else "fails"
    asked = sweep_of(binary, scenario, trials, ask, folder) if ask.sweep else None
    sets = "\n".join([f"simulation.trials={trials}", *ask.sets])
    wrong, seconds = [], []
    for n in ask.workers:
        code, text, error = run([*NODE, DRIVER, module, ROOT, str(n), scenario, sets, str(ask.rare),
                                 *([ask.sweep] if ask.sweep else [])])
        if code != 0:
            wrong.append(f"{n} workers: {error.strip()[-300:]}")
            continue
        page = json.loads(text)
        seconds.append(page["seconds"])
        wrong += [f"{n} workers: {what}" for what in differences(native, page, asked)]
    ahead = ", several plan years" if ask.sets and ask.sets[0].startswith("years") else ""
    return wrong, f"{len(ask.workers)} runs{ahead}, {sum(seconds):.1f} s"


def chosen(everything):
    folders = ["scenarios", "tests/verify/cases"]
    folders += ["tests/verify/hand", "tests/cli/good"] if everything else []
    return [path.relative_to(ROOT).as_posix() for folder in folders for path in sorted((ROOT / folder).glob("*.yaml"))]


def main():
    binary, module, *rest = sys.argv[1:]
    binary, module = pathlib.Path(binary).resolve(), pathlib.Path(module).resolve()
    scenarios = [name for name in rest if name != "--all"] or chosen("--all" in rest)
    equal = failed = left = 0
    with tempfile.TemporaryDirectory() as folder:
        for scenario, ask in ((name, ask) for name in scenarios for ask in MORE.get(name, [Ask()])):
            wrong, said = compare(binary, module, scenario, ask, pathlib.Path(folder))
            if wrong is None and not ask.sets:
                left += 1
                print(f"{scenario}: no scenario of its own ({said})", flush=True)
                continue
            wrong = ["the program refuses it"] if wrong is None else wrong
            equal, failed = equal + (not wrong), failed + bool(wrong)
            print(f"{scenario}: {'; '.join(wrong) or 'equal'} ({said})", flush=True)
    print(f"{equal} passed, {failed} failed, {left} skipped")
    return 1 if failed or equal == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
