#!/usr/bin/python3
"""A carrier's book in one batch, beside a process for each client.

usage: bench/book.py [--clients 100] [--trials 2000] [--broken 3] [--threads 2] [--folder DIR]
                     [--only-make]

Makes clients of a machine shop's size whose censuses all differ (fixed seed: the same book each
time), a few of them broken, and runs the book twice, in turns: as one `stoploss batch`, and as
`stoploss run --threads 1` processes under GNU parallel (xargs -P where there is none). Prints one
JSON object: seconds, processor seconds, peak of memory, the memory of a book of ten, and whether
every result has the same bytes. Exit 1 where one has not.
"""

import argparse
import csv
import filecmp
import json
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHOP = ROOT / "scenarios/machine-shop.yaml"
CENSUS = ROOT / "scenarios/machine-shop.csv"
KNOWN_CLAIMANT = 17  # the scenario names a person by her row: her family stays, and those before


def families():
    """The shop's header, and its rows by family."""
    rows = list(csv.reader(CENSUS.open(encoding="utf-8")))
    found = {}
    for row in rows[1:]:
        found.setdefault(row[0], []).append(row)
    return rows[0], list(found.values())


def other_age(age, child, random_):
    """Some years more or less; children stay children."""
    return min(max(age + random_.randint(-5, 5), 0 if child else 19), 25 if child else 68)


def census_of(index, header, shop):
    """Client `index`: other ages, and one family in ten is not there."""
    random_ = random.Random(f"book {index}")
    rows = [header]
    for family in shop:
        if len(rows) > KNOWN_CLAIMANT and random_.random() < 0.1:
            continue
        for row in family:
            age = other_age(int(row[3]), row[1] == "child", random_)
            rows.append([*row[:3], str(age), *row[4:]])
    return rows


def make(folder, clients, trials, broken):
    """The book's files; its manifest. The last `broken` clients each have a fault of another kind."""
    header, shop = families()
    scenario = SHOP.read_text(encoding="utf-8")
    names = [f"client-{k:05d}" for k in range(clients)]
    for k, name in enumerate(names):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(census_of(k, header, shop))
        text = scenario.replace("census: machine-shop.csv", f"census: {name}.csv")
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    with (folder / "book.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["scenario", "seed", "trials"])
        writer.writerows([f"{name}.yaml", k + 1, trials] for k, name in enumerate(names))
        faults = ["nobody.yaml,,", f"{names[0]}.yaml,none,", "broken.yaml,,"]
        (folder / "broken.yaml").write_text(scenario.replace("trend: 0.08", "trend: steep"))
        out.writelines(f"{faults[k % len(faults)]}\n" for k in range(broken))
    return names


def timed(command, folder, expected):
    """Seconds from start to end, processor seconds, peak of memory in bytes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE)  # fmt: skip
    error = child.stderr.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in expected:
        sys.exit(f"{command[0]} ended with {child.returncode}:\n{error}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": time.monotonic() - start, "processor_seconds": cpu,
            "peak_bytes": usage.ru_maxrss * 1024}  # fmt: skip


def batch(stoploss, folder, manifest, out, threads):
    """One process."""
    shutil.rmtree(folder / out, ignore_errors=True)
    command = [stoploss, "batch", manifest, "-o", out, "-q", "--threads", str(threads)]
    return timed(command, folder, (0, 65))


def alone(stoploss, folder, names, trials, threads):
    """A process for each client."""
    shutil.rmtree(folder / "alone", ignore_errors=True)
    (folder / "alone").mkdir()
    lines = "".join(f"{name} {k + 1}\n" for k, name in enumerate(names))
    (folder / "alone.txt").write_text(lines, encoding="utf-8")
    run = (f"{stoploss} run {{1}}.yaml -s {{2}} -t {trials} --threads 1 -q "
           "-o alone/{1}.h5")  # fmt: skip
    if shutil.which("parallel"):
        command = ["parallel", f"-j{threads}", "--colsep", " ", "-a", "alone.txt", run]
    else:
        shell = run.replace("{1}", '"$1"').replace("{2}", '"$2"')
        command = ["xargs", f"-P{threads}", "-L1", "-a", "alone.txt", "sh", "-c", shell, "sh"]
    return timed(command, folder, (0,))


def same(folder, names):
    """How many results of the batch have the bytes of their run."""
    return sum(filecmp.cmp(folder / "batch" / f"{name}.h5", folder / "alone" / f"{name}.h5", False)
               for name in names)  # fmt: skip


def memory_of_ten(stoploss, folder, threads):
    """The peak of a book's first ten clients."""
    lines = (folder / "book.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "ten.csv").write_text("".join(lines[:11]), encoding="utf-8")
    return batch(stoploss, folder, "ten.csv", "ten", threads)["peak_bytes"]


def main():
    """Make the book, run it both ways, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stoploss", default=ROOT / "build/release/sim/stoploss")
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--trials", type=int, default=2000)
    parser.add_argument("--broken", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--only-make", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        names = make(folder, given.clients, given.trials, given.broken)
        if given.only_make:
            return
        stoploss = str(pathlib.Path(given.stoploss).resolve())
        figures = {
            "clients": given.clients,
            "trials": given.trials,
            "broken": given.broken,
            "load_before": os.getloadavg()[0],
            "batch": batch(stoploss, folder, "book.csv", "batch", given.threads),
            "alone": alone(stoploss, folder, names, given.trials, given.threads),
            "peak_bytes_of_ten": memory_of_ten(stoploss, folder, given.threads),
            "equal": same(folder, names),
        }
        one, many = figures["batch"], figures["alone"]
        figures["elapsed_ratio"] = one["seconds"] / many["seconds"]
        figures["processor_ratio"] = one["processor_seconds"] / many["processor_seconds"]
        figures["memory_ratio"] = one["peak_bytes"] / figures["peak_bytes_of_ten"]
        print(json.dumps(figures, indent=2))
        sys.exit(0 if figures["equal"] == given.clients else 1)


if __name__ == "__main__":
    main()
