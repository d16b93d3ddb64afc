#!/usr/bin/python3
"""The peer in Python: workload W in NumPy, float64, as one who knows NumPy would write it.

usage: numpy_peer.py TRIALS SEED [--variants]

Blocks of some trials that the second cache holds, all large arrays made once and worked on in
place, the fast generators. Which variant is fastest differs between machines and versions of NumPy:
a short trial run chooses it first, outside the clock. Prints one JSON object; --variants prints the
speed of each variant instead.
"""

import json
import sys
import time

import numpy as np

MEMBERS = 1000
EXPECTED = 4.0 + 16.0 * (np.arange(MEMBERS) + 0.5) / MEMBERS
FRAILTY_SHAPE = 0.8
MU, SIGMA = 4.9, 1.6
TAIL_WEIGHT, TAIL_SHAPE, TAIL_FROM = 0.002, 1.6, 25000.0
DEDUCTIBLE, COINSURANCE, OUT_OF_POCKET_MAX = 1000.0, 0.20, 5000.0
SPECIFIC_DEDUCTIBLE, BUDGET = 100000.0, 6030796.66

# Each list: the likely winner first.
CHOICES = {
    "generator": ["SFC64", "PCG64"],
    "counts": ["gamma_poisson", "negative_binomial"],
    "sums": ["reduceat", "bincount"],
    "trials": [8, 4, 2, 1, 16],
}


class Simulation:
    def __init__(self, variant, seed):
        self.variant = variant
        self.rng = np.random.Generator(getattr(np.random, variant["generator"])(seed))
        self.rows = MEMBERS * variant["trials"]
        expected = np.tile(EXPECTED, variant["trials"])
        self.scale = expected / FRAILTY_SHAPE
        self.success = FRAILTY_SHAPE / (FRAILTY_SHAPE + expected)
        self.owner = np.arange(self.rows)
        self.amounts = np.empty(2 * int(expected.sum()))
        self.totals = np.empty(self.rows)
        self.frailty = np.empty(self.rows)

    def counts(self):
        if self.variant["counts"] == "negative_binomial":
            return self.rng.negative_binomial(FRAILTY_SHAPE, self.success)
        self.rng.standard_gamma(FRAILTY_SHAPE, out=self.frailty)
        self.frailty *= self.scale
        return self.rng.poisson(self.frailty)

    def claims(self, n):
        x = self.amounts[:n] if n <= self.amounts.size else np.empty(n)
        self.rng.standard_normal(out=x)
        x *= SIGMA
        x += MU
        np.exp(x, out=x)
        # The gaps between tail claims are geometric: no uniform per claim.
        many = int(n * TAIL_WEIGHT + 8.0 * (n * TAIL_WEIGHT) ** 0.5 + 20)
        place = np.cumsum(self.rng.geometric(TAIL_WEIGHT, many)) - 1
        place = place[: np.searchsorted(place, n)]
        x[place] = TAIL_FROM * self.rng.random(place.size) ** (-1.0 / TAIL_SHAPE)
        return x

    def sums(self, amounts, counts):
        if self.variant["sums"] == "bincount":
            return np.bincount(np.repeat(self.owner, counts), weights=amounts, minlength=self.rows)
        has = np.flatnonzero(counts)  # reduceat knows no empty segment
        first = np.cumsum(counts)[has]
        first -= counts[has]
        self.totals.fill(0.0)
        self.totals[has] = np.add.reduceat(amounts, first)
        return self.totals

    def block(self):
        """Retained by trial, and how many claims there were."""
        counts = self.counts()
        claims = int(counts.sum())
        paid = self.sums(self.claims(claims), counts)
        paid -= np.minimum(paid, DEDUCTIBLE)
        paid -= np.minimum(COINSURANCE * paid, OUT_OF_POCKET_MAX - DEDUCTIBLE)
        np.minimum(paid, SPECIFIC_DEDUCTIBLE, out=paid)
        return paid.reshape(-1, MEMBERS).sum(axis=1), claims


def member_years_per_second(variant, seconds):
    simulation = Simulation(variant, 0)
    simulation.block()
    done, start = 0, time.process_time()
    while time.process_time() < start + seconds:
        simulation.block()
        done += simulation.rows
    return done / (time.process_time() - start)


def fastest(seconds=0.08):
    """One choice after the other, the others as they stand."""
    best = {key: options[0] for key, options in CHOICES.items()}
    for key, options in CHOICES.items():
        speeds = [member_years_per_second({**best, key: option}, seconds) for option in options]
        best[key] = options[int(np.argmax(speeds))]
    return best


def run(trials, seed):
    variant = fastest()
    simulation = Simulation(variant, seed)
    retained, claims = np.empty(trials), 0
    cpu, wall = time.process_time(), time.monotonic()
    for start in range(0, trials, variant["trials"]):
        block, n = simulation.block()
        part = retained[start : start + variant["trials"]]
        part[:] = block[: part.size]
        claims += n * part.size / block.size
    return {
        "cpu": time.process_time() - cpu,
        "wall": time.monotonic() - wall,
        "claims": claims,
        "retained": retained.mean(),
        "retained_standard_error": retained.std(ddof=1) / trials**0.5,
        "deficit": float((retained > BUDGET).mean()),
        "value_at_risk_99": float(np.quantile(retained, 0.99)),
        "variant": variant,
        "numpy": np.__version__,
    }


def print_variants():
    base = {key: options[0] for key, options in CHOICES.items()}
    for key, options in CHOICES.items():
        for option in options:
            speed = member_years_per_second({**base, key: option}, 0.5)
            print(f"{key:10} {option!s:18} {speed / 1e6:6.3f} million member-years a second")


if __name__ == "__main__":
    if "--variants" in sys.argv:
        print_variants()
    elif len(sys.argv) == 3:
        print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]))))
    else:
        sys.exit(__doc__)
