#!/usr/bin/python3
"""All comparisons in one go. bench/run builds first and then starts this; see bench/README.md."""

import argparse
import dataclasses
import json
import pathlib
import sys
import tempfile

from harness import dated, growth, machine, processes, program, reference, report, sizes, speed
from harness import studies, targets


def options():
    parser = argparse.ArgumentParser(prog="bench/run", description="Measure stoploss beside others.")
    parser.add_argument("--quick", action="store_true", help="less than a minute, rougher")
    parser.add_argument("--large", action="store_true", help="a million lives by date too")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a ratio fell by 10%%")
    parser.add_argument("--store", action="store_true", help="keep the ratios as the reference")
    parser.add_argument("--json", metavar="FILE", help="the document, - for the standard output")
    parser.add_argument("--page", metavar="FILE", help="the picture, .svg or .png")
    return parser.parse_args()


def say(what):
    print(f"  {what}", file=sys.stderr, flush=True)


def hot_paths():
    with processes.bound(1):
        return json.loads(processes.demand([program.TOOLS / "hot_paths"])[1])


def measure(stoploss, size):
    """The document, and its ratios."""
    kernel_sets = stoploss.kernel_sets()
    w = speed.workload_w(stoploss, size, say, kernel_sets)
    by_date, at = dated.measure(stoploss, size, say, kernel_sets)
    bases = dated.bases(by_date)
    threads = speed.threads(stoploss, size, say)
    same = speed.same_bytes(stoploss, kernel_sets, say)
    with processes.bound(1):
        members = growth.members(stoploss, size, say)
        trials = growth.trials(stoploss, size, say)
        arrangements = growth.arrangements(stoploss, size, say)
        town = growth.town(stoploss, size, say)
        peak = growth.peak_by_trials(stoploss, size, say)
        dated_town = growth.dated_town(stoploss, size, say)
        million = growth.million(stoploss, size, say)
        disk = growth.disk(stoploss, size, say)
    numpy_trial = reference.MEMBERS / processes.median(
        w["numpy"], processes.member_years_per_second
    )
    known = {
        "sweep": studies.sweep(stoploss, size, say),
        "band": studies.band(stoploss, size, say),
        "exact": studies.exact(stoploss, size, say),
        "rare": studies.rare(stoploss, size, say, numpy_trial),
        "batch": studies.batch(stoploss, size, say),
    }
    ratios = [
        *targets.of_w(w),
        *targets.of_dated(by_date, at),
        *targets.of_bases(bases),
        *targets.of_threads(threads),
        *targets.of_bytes(same),
        *targets.of_growth(members, trials, arrangements, disk),
        *targets.of_memory(peak, dated_town, million),
        *targets.of_studies(known),
        *targets.of_batch(known["batch"]),
    ]
    document = {
        "benchmark": "stoploss",
        "version": processes.demand([program.STOPLOSS, "--version"])[1].split("\n")[0],
        "quick": size.turns == sizes.QUICK.turns,
        "machine": machine.describe(program.BUILD),
        "kernel_sets": kernel_sets,
        "numpy_variant": w["numpy"][-1].answer["variant"],
        "numpy_version": w["numpy"][-1].answer["numpy"],
        "workload_w": speed.summarise(w, beside="numpy"),
        "bases": speed.summarise(bases, beside="W"),
        "dated": dated.summarise(by_date, at),
        "threads": speed.summarise(threads, beside="W, 1 thread"),
        "growth": {
            "members": members,
            "members_at": f"members, {size.member_trials} trials",
            "trials": trials,
            "trials_at": "trials, 1,000 members",
            "arrangements": arrangements,
        },
        "employees_100000_on_a_basis": town,
        "employees_100000_by_date": dated_town,
        "lives_1000000_by_date": million,
        "peak_by_trials": peak,
        "disk": disk,
        "hot_paths_ns": hot_paths(),
        **known,
    }
    return document, ratios


def main():
    wanted = options()
    size = sizes.QUICK if wanted.quick else sizes.FULL
    if wanted.large:
        size = dataclasses.replace(size, **sizes.LARGE)
    with tempfile.TemporaryDirectory(prefix="stoploss-bench-") as folder:
        document, ratios = measure(program.Program(folder), size)
    stored = report.load_reference()
    fell = report.regressions(ratios, stored, wanted.quick)
    document["ratios"] = {
        r.key: {"what": r.what, "value": r.value, "target": r.target, "verdict": r.verdict()}
        for r in ratios
    }
    document["regressions"] = fell

    tell = sys.stderr.write if wanted.json == "-" else sys.stdout.write
    report.speeds(document["workload_w"], tell)
    report.speeds(document["bases"], tell)
    tell("\n")
    report.table(ratios, tell)
    report.tell_regressions(fell, stored, tell)
    text = json.dumps(document, indent=2) + "\n"
    if wanted.json == "-":
        sys.stdout.write(text)
    elif wanted.json:
        pathlib.Path(wanted.json).write_text(text)
    if wanted.page:
        report.draw(document, ratios, pathlib.Path(wanted.page))
    if wanted.store:
        report.store(document, ratios, wanted.quick)
    return 1 if fell and wanted.strict else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (processes.Failed, reference.WrongAnswer) as fault:
        sys.exit(f"bench: {fault}")
