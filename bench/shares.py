#!/usr/bin/python3
"""What a run shared out costs beside the run by itself: ranks, a merge, keeping.

usage: bench/shares.py [--trials 100000] [--turns 3] [--program PROGRAM]

Runs the machine shop, one thread each, in turns: by itself, by two MPI ranks, with --resume, and the
merge of its four shares. PROGRAM: one built with -DSTOPLOSS_MPI=ON (default: build/mpi, which
`.ci/build mpi` makes); without mpirun there are no ranks. Prints one JSON object: for each ratio its
target, the median of the turns, the least and the most. Two ranks count elapsed time, which wants a
machine at rest with two processors; the others processor time. A run of so many trials is one that
somebody deals out; of a short one the samplers, which every process compiles, are a larger part of
a merge. Exit 1 where a result has other bytes.
"""

import argparse
import filecmp
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHOP = ROOT / "scenarios/machine-shop.yaml"
SHARES = 4
AS_ROOT = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def timed(command, folder):
    """Elapsed and processor seconds of a command that must succeed."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, **AS_ROOT})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return {"elapsed": time.monotonic() - begun, "processor": spent}


def one_turn(program, folder, trials, ranks):
    """The times of each way, by name, and the names of those with other bytes."""
    run = [program, "run", str(SHOP), "-q", "-t", str(trials), "--threads", "1"]
    ways = {"run": [*run, "-o", "run.h5"], "resume": [*run, "--resume", "-o", "resume.h5"]}
    parts = [f"share.{k}" for k in range(1, SHARES + 1)]
    ways["merge"] = [program, "merge", *parts, "-q", "--threads", "1", "-o", "merge.h5"]
    if ranks:
        ways["ranks"] = ["mpirun", "-n", "2", *run, "-o", "ranks.h5"]
    times = {name: timed(command, folder) for name, command in ways.items()}
    differ = [name for name in ways if not filecmp.cmp(folder / "run.h5", folder / f"{name}.h5", False)]
    return times, differ


def compute_shares(program, folder, trials):
    """Outside the clock: the shares together are the run's own units."""
    for k in range(1, SHARES + 1):
        share = ["--shard", f"{k}/{SHARES}", "-o", f"share.{k}"]
        timed([program, "run", str(SHOP), "-q", "-t", str(trials), *share], folder)


def spread(values, target):
    """A ratio as it is told."""
    return {
        "target": target,
        "median": round(statistics.median(values), 4),
        "least": round(min(values), 4),
        "most": round(max(values), 4),
    }


def ratios(turns):
    """Each taken within its turn."""
    told = {
        "merge_over_run": spread(
            [t["merge"]["processor"] / t["run"]["processor"] for t in turns], "at most 0.03"
        ),
        "keeping_over_run": spread(
            [t["resume"]["processor"] / t["run"]["processor"] - 1 for t in turns], "at most 0.03"
        ),
    }
    if "ranks" in turns[0]:
        told["two_ranks_over_one"] = spread(
            [t["run"]["elapsed"] / t["ranks"]["elapsed"] for t in turns], "at least 1.85"
        )
        told["processor_of_two_ranks_over_one"] = spread(
            [t["ranks"]["processor"] / t["run"]["processor"] for t in turns], "about 1"
        )
    return told


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--trials", type=int, default=100000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--program", default=str(ROOT / "build/mpi/sim/stoploss"))
    given = parser.parse_args()
    program = str(pathlib.Path(given.program).resolve())
    turns, differ = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        compute_shares(program, folder, given.trials)
        for _ in range(given.turns):
            times, other = one_turn(program, folder, given.trials, shutil.which("mpirun"))
            turns.append(times)
            differ += other
    json.dump({"trials": given.trials, "ratios": ratios(turns), "other_bytes": differ}, sys.stdout, indent=2)
    print()
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
