"""stoploss as users start it, and what this build of it knows."""

import json
import pathlib
import re

from harness import processes

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
STOPLOSS = BUILD / "sim" / "stoploss"
TOOLS = BUILD / "bench"

W = ROOT / "tests/verify/cases/w.yaml"
W_COPAY = ROOT / "bench/w-copay.yaml"
W_DATED = ROOT / "bench/w-copay-12-15.yaml"
SHOP = ROOT / "scenarios/machine-shop.yaml"
SHOP_ANNUAL = ROOT / "bench/machine-shop-annual.yaml"
SHOP_EXACT = ROOT / "bench/machine-shop-exact.yaml"
FAMILIES = ROOT / "bench/families-12-15.yaml"
FLOWERS = ROOT / "scenarios/flower-shop.yaml"
LARGE_EMPLOYER = ROOT / "bench/large-employer.yaml"
HOSPITAL = ROOT / "scenarios/regional-hospital.yaml"

# A pricing pass so short, and no exhibit, that the simulation's own speed is seen.
MAIN_PASS = ("--set", "simulation.pricing_trials=16", "--set", "simulation.exhibit=false")

BOUND_THREADS = {"OMP_PROC_BIND": "true", "OMP_PLACES": "cores"}

KERNEL_SETS = ("baseline", "avx2", "avx512")


class Program:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.result = self.folder / "result.h5"
        self.usage = processes.demand([STOPLOSS, "run", "--help"])[1]
        self.help = processes.demand([STOPLOSS, "--help"])[1]
        # The assumption band is no part of what peers do.
        self.bare = ["--no-band"] if self.knows("--no-band") else []

    def knows(self, word):
        """Whether the help speaks of an option (--rare) or a subcommand (sweep)."""
        if word.startswith("--"):
            return word in self.usage
        return re.search(rf"^ *stoploss {word}\b", self.help, re.M) is not None

    def kernel_sets(self):
        """Those that this processor runs; none where the build cannot choose."""
        if not self.knows("--kernels"):
            return []
        sets = []
        for name in KERNEL_SETS:
            if self.runs(W, ["--kernels", name]):
                sets.append(name)
        return sets

    def command(self, scenario, trials, options=(), threads=1, result=None):
        return [
            STOPLOSS, "run", scenario, "-o", result or self.result, "--trials", trials,
            "--threads", threads, "--json", *self.bare, *options,
        ]  # fmt: skip

    def runs(self, scenario, options=()):
        """Whether it runs at all."""
        return processes.run(self.command(scenario, 2, options))[0] == 0

    def run(self, scenario, trials, options=(), threads=1, environment=None):
        """Outcome with the summary's figures; everything is in its time, start to end."""
        outcome, out = processes.demand(
            self.command(scenario, trials, options, threads),
            {**BOUND_THREADS, **(environment or {})},
        )
        summary = json.loads(out)
        outcome.answer = summary
        outcome.member_years = summary["group"]["member_months"] / 12.0 * trials
        claims = summary["claims"]["claims"]["value"]  # None where totals were drawn
        outcome.claims = claims * trials if claims is not None else None
        return outcome

    def witnessed(self, scenario, trials, options=()):
        """As run, with the answer: seconds inside HDF5 and fsync, and the peak of memory in MiB."""
        note = self.folder / "witness"
        outcome = self.run(
            scenario,
            trials,
            options,
            environment={"LD_PRELOAD": TOOLS / "libwitness.so", "SL_BENCH_WITNESS": note},
        )
        words = note.read_text().split()
        outcome.answer = {
            "hdf5_seconds": float(words[1]),
            "peak_mib": float(words[3]) / 1024.0,
            "hdf5_share": float(words[1]) / outcome.wall,
        }
        return outcome
