#!/usr/bin/python3
"""The page's engine gives, to the last bit, what the program gives: the JSON of a run, its page and every
column of every trial, for 1, 2 and 4 workers; rare years and a sweep too.

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

import h5py

ROOT = pathlib.Path(__file__).resolve().parents[2]
DRIVER = pathlib.Path(__file__).resolve().parent / "engine.js"
NODE = ["node", "--no-experimental-fetch"]
TRIALS, SMALL_TRIALS = 1024, 700  # the second ends within a block
LARGE = {"scenarios/regional-hospital.yaml": 512}  # pricing trials where the scenario's own take minutes
# Where more is asked of a scenario: workers, rare years, sweep.
MORE = {"scenarios/flower-shop.yaml": ([1, 2, 4], 2000, "8000,10000,20000:1.1,1.25"),
        "scenarios/machine-shop.yaml": ([1, 2, 4], 0, "50000,60000:"),
        "tests/verify/cases/w-totals.yaml": ([1, 2], 0, None)}


def run(command):
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def columns_of(path, names):
    """The SHA-256 of each column, trial by trial, of each arrangement."""
    with h5py.File(path) as file:
        values = {name: file[name][()] for name in names}
    return {name: [hashlib.sha256(column.tobytes()).hexdigest()
                   for column in (value.reshape(value.shape[0], -1).T.copy())]
            for name, value in values.items()}


def program(binary, scenario, trials, rare, folder):
    out = folder / "native.h5"
    command = [binary, "run", scenario, "--kernels", "baseline", "--trials", str(trials), "-o", out]
    command += ["--set", f"simulation.pricing_trials={LARGE[scenario]}"] if scenario in LARGE else []
    command += [f"--rare={rare}"] if rare else []
    code, text, error = run(command + ["--json"])
    if code != 0:
        return None, error
    return {"json": text, "page": run([binary, "summary", out])[1], "path": out}, ""


def sweep_of(binary, scenario, trials, lists, folder):
    command = [binary, "sweep", scenario, "--trials", str(trials), "--json", "-o", folder / "sweep.h5"]
    for option, values in zip(["--specific", "--corridor"], lists.split(":")):
        command += [option, values] if values else []
    return run(command)[1]


def differences(native, page, asked):
    if native["json"].strip() != page["json"].strip():
        yield "run.json"
    if native["page"].strip() != page["page"].strip():
        yield "page.txt"
    there = columns_of(native["path"], page["columns"])
    yield from (name for name in page["columns"] if there[name] != page["columns"][name])
    if asked and asked.strip() != page["sweep"].strip():
        yield "sweep"


def compare(binary, module, scenario, folder):
    workers, rare, lists = MORE.get(scenario, ([1], 0, None))
    trials = SMALL_TRIALS if "hand" in scenario or "cli" in scenario else TRIALS
    native, why = program(binary, scenario, trials, rare, folder)
    if native is None:
        return None, why.splitlines()[0] if why else "fails"
    pricing = f":{LARGE[scenario]}" if scenario in LARGE else ""
    asked = sweep_of(binary, scenario, trials, lists, folder) if lists else None
    wrong, seconds = [], []
    for n in workers:
        code, text, error = run([*NODE, DRIVER, module, ROOT, str(n), scenario, f"{trials}{pricing}", str(rare),
                                 *([lists] if lists else [])])
        if code != 0:
            wrong.append(f"{n} workers: {error.strip()[-300:]}")
            continue
        page = json.loads(text)
        seconds.append(page["seconds"])
        wrong += [f"{n} workers: {what}" for what in differences(native, page, asked)]
    return wrong, f"{len(workers)} runs, {sum(seconds):.1f} s"


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
        for scenario in scenarios:
            wrong, said = compare(binary, module, scenario, pathlib.Path(folder))
            if wrong is None:
                left += 1
                print(f"{scenario}: no scenario of its own ({said})", flush=True)
                continue
            equal, failed = equal + (not wrong), failed + bool(wrong)
            print(f"{scenario}: {'; '.join(wrong) or 'equal'} ({said})", flush=True)
    print(f"{equal} passed, {failed} failed, {left} skipped")
    return 1 if failed or equal == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
