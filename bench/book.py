#!/usr/bin/python3
"""A carrier's book in one batch, beside a process for each client.

usage: bench/book.py [--clients 1000] [--trials 2000] [--broken 3] [--threads 2] [--rounds 1]
                     [--profiled 40] [--folder DIR] [--only-make]

Makes clients of a machine shop's size whose censuses all differ (fixed seed: the same book each
time), a few of them broken, and runs the book both ways, in turns: as one `stoploss batch`, and as
`stoploss run --threads 1` processes under GNU parallel (xargs -P where there is none). Prints one
JSON object: seconds, processor seconds, peak of memory, whether every result has the same bytes
and the broken clients are listed, and four ratios with the most that each may be:

  elapsed    batch / parallel, seconds from start to end; the median of the rounds
  outside    processor time outside the passes over trials / all of it, of a batch of the first
             --profiled clients, by perf; null where perf is missing or may not look
  memory     peak of the batch / peak of a batch of its first ten clients
  processor  batch / parallel, processor seconds: for a machine that others use too

Exit 1 where bytes differ or the broken clients are not what is listed as failed, whatever the
ratios. Needs 3.5 MB of disk a client, where TMPDIR says or in --folder.
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
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHOP = ROOT / "scenarios/machine-shop.yaml"
CENSUS = ROOT / "scenarios/machine-shop.csv"
MOST = {"elapsed": 0.95, "outside": 0.05, "memory": 1.05, "processor": None}
PASS = "sl_wave_run"  # every pass over trials: prices, main, band, levers
WRITES = "sl_result_writer_block"  # the main pass hands blocks to the file from within
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


def is_listed(folder, broken):
    """Whether the summary lists that many failures, each with its reason."""
    with (folder / "batch/summary.csv").open(encoding="utf-8", newline="") as rows:
        reasons = [row["reason"] for row in csv.DictReader(rows) if row["status"] == "failed"]
    return len(reasons) == broken and all(reasons)


def profile(stoploss, folder, clients, threads):
    """Share of processor time outside the passes, of the first clients: samples whose stack holds
    no pass, or from within one the writing of a block. A stack that cannot be followed counts as
    outside."""
    lines = (folder / "book.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "profiled.csv").write_text("".join(lines[:clients + 1]), encoding="utf-8")
    data = str(folder / "perf.data")
    command = ["perf", "record", "-q", "-F", "97", "--call-graph", "dwarf,65528", "-o", data,
               stoploss, "batch", "profiled.csv", "-o", "profiled", "-q", "--threads",
               str(threads)]  # fmt: skip
    shutil.rmtree(folder / "profiled", ignore_errors=True)
    if shutil.which("perf") is None or subprocess.run(
        command, cwd=folder, stderr=subprocess.DEVNULL, check=False).returncode not in (0, 65):
        return None  # fmt: skip
    outside = samples = 0
    with subprocess.Popen(["perf", "script", "-i", data, "-F", "ip,sym"], text=True,
                          errors="replace", stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as script:  # fmt: skip
        stack = []
        for line in script.stdout:
            if line.strip():
                stack.append(line)
            elif stack:
                words = "".join(stack)
                samples += 1
                outside += PASS not in words or WRITES in words
                stack = []
    pathlib.Path(data).unlink()
    return outside / samples if samples else None


def both_ways(given, stoploss, folder, names):
    """A batch and a process for each client, as often as there are rounds."""
    return [(batch(stoploss, folder, "book.csv", "batch", given.threads),
             alone(stoploss, folder, names, given.trials, given.threads))
            for _ in range(given.rounds)]  # fmt: skip


def measure(given, folder, names):
    """All figures of a book."""
    stoploss = str(pathlib.Path(given.stoploss).resolve())
    load = os.getloadavg()[0]
    rounds = both_ways(given, stoploss, folder, names)

    def ratio(of):
        return statistics.median(one[of] / many[of] for one, many in rounds)

    ten = memory_of_ten(stoploss, folder, given.threads)
    peak = max(one["peak_bytes"] for one, _ in rounds)
    values = {
        "elapsed": ratio("seconds"),
        "outside": profile(stoploss, folder, given.profiled, given.threads),
        "memory": peak / ten,
        "processor": ratio("processor_seconds"),
    }
    return {
        "clients": given.clients,
        "trials": given.trials,
        "broken": given.broken,
        "threads": given.threads,
        "load_before": load,
        "batch": [one for one, _ in rounds],
        "alone": [many for _, many in rounds],
        "peak_bytes_of_ten": ten,
        "equal": same(folder, names),
        "broken_are_listed": is_listed(folder, given.broken),
        "ratios": {name: {"value": value, "most": MOST[name]} for name, value in values.items()},
    }


def main():
    """Make the book, run it both ways, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stoploss", default=ROOT / "build/release/sim/stoploss")
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--trials", type=int, default=2000)
    parser.add_argument("--broken", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--profiled", type=int, default=40)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--only-make", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        names = make(folder, given.clients, given.trials, given.broken)
        if given.only_make:
            return
        figures = measure(given, folder, names)
        print(json.dumps(figures, indent=2))
        sound = figures["equal"] == given.clients and figures["broken_are_listed"]
        sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
