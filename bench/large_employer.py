#!/usr/bin/python3
"""A large employer on contracts with dates: seconds and memory of its check and of its run.

usage: bench/large_employer.py [--employees 500000] [--trials 1000] [--pricing-trials 256]
                               [--threads 2] [--band] [--varied] [--folder DIR] [--program FILE]

Makes the census (two lives an employee, made up) and the scenario (large-employer.yaml), then checks
and runs it. --varied: risk scores and enrolment differ by person. Prints one JSON object; seconds of
a phase are of the clock. The run keeps its units in DIR: killed, the same command goes on.
"""

import argparse
import json
import os
import pathlib
import subprocess
import tempfile
import time

from harness import program, scenarios


def measured(command):
    """Seconds, processor seconds, peak of memory in MB; the lines of its standard error."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as error:
        child = subprocess.Popen(
            [str(word) for word in command], stdout=subprocess.DEVNULL, stderr=error
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        error.seek(0)
        lines = error.read().splitlines()
    if child.returncode != 0:
        raise SystemExit("\n".join([f"exit {child.returncode}", *lines[-5:]]))
    return {
        "seconds": round(time.monotonic() - start, 1),
        "processor_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_mb": round(usage.ru_maxrss * 1024 / 1e6),
    }, lines


def phases(lines):
    """Seconds of each, by its last line of progress."""
    found = [json.loads(line) for line in lines if line.startswith('{"phase"')]
    return {line["phase"]: line["seconds"] for line in found}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--employees", type=int, default=500_000)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--pricing-trials", type=int, default=256)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--band", action="store_true")
    parser.add_argument("--varied", action="store_true")
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--program", type=pathlib.Path, default=program.STOPLOSS)
    options = parser.parse_args()
    program.STOPLOSS = options.program
    with tempfile.TemporaryDirectory() as own:
        folder = options.folder or pathlib.Path(own)
        folder.mkdir(exist_ok=True)
        name = f"large-employer-{options.employees}"
        for old in (folder / f"{name}.yaml", folder / f"{name}.csv"):
            old.unlink(missing_ok=True)
        scenario = scenarios.large_employer(folder, options.employees, options.varied)
        check, _ = measured([options.program, "check", scenario])
        run, lines = measured(
            [options.program, "run", scenario, "-o", folder / f"{name}.h5"]
            + ["--trials", options.trials, "--threads", options.threads, "--progress", "json"]
            + ["--set", f"simulation.pricing_trials={options.pricing_trials}", "--quiet"]
            + ([] if options.band else ["--no-band"])
        )
    print(json.dumps({"check": check, "run": {**run, "phases": phases(lines)}}, indent=2))


if __name__ == "__main__":
    main()
