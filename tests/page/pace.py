#!/usr/bin/python3
"""How long the page's engine takes beside the program: the machine shop, 2,000 years, one core, one worker under node.

usage: pace.py PROGRAM MODULE_FOLDER [ROUNDS]
Both take turns on one core, and the median of the ratios of their processor times is judged: at most 1.8 times the
program with the same kernels (baseline). The ratio to its fastest kernels is said beside it."""

import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DRIVER = pathlib.Path(__file__).resolve().parent / "engine.js"
SCENARIO, TRIALS, MOST = "scenarios/machine-shop.yaml", 2000, 1.8


def used(command):
    """Seconds of processor, and what is printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def main():
    program, module = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    ratios = {"baseline": [], "fastest": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            page = json.loads(used(["node", "--no-experimental-fetch", DRIVER, module, ROOT, "1", SCENARIO,
                                    f"simulation.trials={TRIALS}", "0"])[1])["seconds"]
            for name, kernels in (("baseline", ["--kernels", "baseline"]), ("fastest", [])):
                seconds, _ = used([program, "run", SCENARIO, "--trials", str(TRIALS), *kernels, "--quiet",
                                   "-o", pathlib.Path(folder) / "native.h5"])
                ratios[name].append(page / seconds)
                print(f"  page {page:.2f} s, program ({name} kernels) {seconds:.2f} s")
    median = {name: statistics.median(values) for name, values in ratios.items()}
    print(f"The page takes {median['baseline']:.2f} times the program's processor time with baseline kernels, "
          f"{median['fastest']:.2f} times that with this processor's fastest")
    return 0 if median["baseline"] <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
