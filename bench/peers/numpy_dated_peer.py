#!/usr/bin/python3
"""The peer in Python for a contract with dates: bench/families-12-15.yaml in NumPy, float64, as one
who knows NumPy would write it.

usage: numpy_dated_peer.py TRIALS SEED [--variants]

Cost sharing goes claim by claim in order of day, within the person and within the family, and only
what is paid by the end of March falls under the stop-loss. No step loops over claims:

- A limit that runs down is a running sum that is cut off: after a claim, min(sum so far, limit) is
  used up, and the claim used what that rose by. A family's limit does the same to what its persons
  used, in the family's order.
- So claims are wanted in two orders: by day within the family, and by day within the person. The
  second one is the first one sorted by person, stably. Keys of 16 bits are sorted by radix.
- One histogram by person and month of payment holds the windows and the cash flow.

Blocks of whole trials that the second cache holds, the large arrays made once and worked on in
place. Which variant is fastest is found first, outside the clock. Prints one JSON object;
--variants prints the speed of each variant instead.
"""

import json
import sys
import time

import numpy as np

FAMILIES = np.repeat([1, 2, 3, 4, 5, 6], [53, 27, 22, 25, 11, 2])  # persons of each
FRAILTY_SHAPE = 0.7
EXPECTED = 30.0  # claims of a person
MU, SIGMA = 4.0, 1.5
TAIL_WEIGHT, TAIL_SHAPE, TAIL_FROM = 0.002, 1.6, 25000.0
AHEAD = 32  # blocks whose counts and tails are drawn at once
DAYS = 365
LAGS = np.array([5, 10, 15, 20, 25, 30, 35, 40, 50, 60, 75, 90, 120, 150, 200, 300])  # alike likely
COINSURANCE = 0.20
DEDUCTIBLE, FAMILY_DEDUCTIBLE = 1500.0, 3000.0
OUT_OF_POCKET_MAX, FAMILY_OUT_OF_POCKET_MAX = 5000.0, 10000.0
SPECIFIC_DEDUCTIBLE, ATTACHMENT = 60000.0, 1900000.0

MONTH_ENDS = np.cumsum([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] * 2)
SLOTS = 32  # months of payment, the last eight of them empty: a power of two is a cheaper factor
IN_WINDOW = (np.arange(SLOTS) < 15).astype(np.float64)

# All whole numbers of a claim in one word, so that they are made by one repeat, one look-up and one
# addition, and moved by one gather: order is family * 365 + day, slot is person * SLOTS + month of
# payment, place that of the person in the family.
WORD = np.dtype([("order", "<u4"), ("slot", "<u2"), ("place", "u1"), ("none", "u1")])
# What a claim's day and lag add to its word: each pair of them is alike likely.
PAIRS = np.zeros(DAYS * LAGS.size, WORD)
DAY, LAG = np.divmod(np.arange(PAIRS.size), LAGS.size)
PAIRS["order"] = DAY
PAIRS["slot"] = np.searchsorted(MONTH_ENDS, DAY + LAGS[LAG], "right")
PAIRS = PAIRS.view(np.int64)

# Each list: the likely winner first.
CHOICES = {
    "order": ["radix", "packed", "argsort", "lexsort"],
    "generator": ["SFC64", "PCG64"],
    "trials": [1, 2],
}


class Buffers:
    """Arrays made once: what numpy makes afresh costs a page fault for every 4 KiB of it."""

    def __init__(self, size):
        self.size = size
        self.buffers = {}

    def of(self, name, n, kind=np.float64):
        if n > self.size:
            return np.empty(n, kind)
        if name not in self.buffers:
            self.buffers[name] = np.empty(self.size, kind)
        return self.buffers[name][:n]

    def take(self, name, x, places):
        """x[places]; without a mode, take makes a copy of its own first."""
        return np.take(x, places, out=self.of(name, places.size, x.dtype), mode="clip")


def starts(counts):
    """Of each row, where the claims begin of those who have any: reduceat takes no empty ones."""
    first = np.cumsum(counts, axis=1)
    first -= counts
    return [row[has] for row, has in zip(first, counts > 0)]


def used_up(x, first, limit, out):
    """How much of its owner's limit each x uses, where an owner's stand together from `first` on: a
    running sum that starts anew with each. x is left as the sums."""
    totals = np.add.reduceat(x, first)
    x[first[1:]] -= totals[:-1]
    np.cumsum(x, out=x)
    np.minimum(x, limit, out=x)
    np.subtract(x[1:], x[:-1], out=out[1:])
    out[first] = x[first]
    return out


class Simulation:
    """Persons are numbered by their place in the family: all employees, all spouses, ..."""

    def __init__(self, variant, seed):
        self.trials = variant["trials"]
        self.order = getattr(self, "order_by_" + variant["order"])
        self.rng = np.random.Generator(getattr(np.random, variant["generator"])(seed))
        sizes = np.tile(FAMILIES, self.trials)
        members = [np.flatnonzero(sizes > k) for k in range(sizes.max())]
        place = np.repeat(np.arange(len(members)), [m.size for m in members])
        self.family = np.concatenate(members)
        self.together = np.argsort(self.family, kind="stable")  # persons family by family
        self.first_person = np.cumsum(sizes) - sizes
        self.trial = self.family // FAMILIES.size
        self.persons = self.family.size
        self.word = np.zeros(self.persons, WORD)
        self.word["order"] = self.family * DAYS
        self.word["slot"] = np.arange(self.persons) * SLOTS
        self.word["place"] = place
        self.is_narrow = sizes.size * DAYS < 65536
        self.ahead = self.draws()
        self.buffers = Buffers(int(1.5 * EXPECTED * self.persons))

    def draws(self):
        """By block: each person's claims; where those of persons, of families and of trials begin;
        which of the block's claims are in the tail, and what these cost. Small arrays are made for
        many blocks at once."""
        while True:
            frailty = self.rng.standard_gamma(FRAILTY_SHAPE, (AHEAD, self.persons))
            frailty *= EXPECTED / FRAILTY_SHAPE
            counts = self.rng.poisson(frailty)
            of_family = np.add.reduceat(counts[:, self.together], self.first_person, axis=1)
            of_trial = of_family.reshape(AHEAD, self.trials, -1).sum(axis=2)
            ends = np.cumsum(of_trial.sum(axis=1))
            # The gaps between tail claims are geometric: no uniform per claim.
            expected = ends[-1] * TAIL_WEIGHT
            many = int(expected + 8.0 * expected**0.5 + 20)
            place = np.cumsum(self.rng.geometric(TAIL_WEIGHT, many)) - 1
            amount = TAIL_FROM * self.rng.random(many) ** (-1.0 / TAIL_SHAPE)
            rows = zip(counts, starts(counts), starts(of_family), starts(of_trial), ends,
                       np.searchsorted(place, ends))  # fmt: skip
            start = first = 0
            for own, persons, families, trials, end, last in rows:
                yield own, persons, families, trials, place[first:last] - start, amount[first:last]
                start, first = end, last

    def amounts(self, n, tail, tail_amounts):
        x = self.rng.standard_normal(out=self.buffers.of("amount", n))
        x *= SIGMA
        x += MU
        np.exp(x, out=x)
        x[tail] = tail_amounts
        return x

    def words(self, counts):
        """By person, each claim's day and lag still in no order. 24 random bits are plenty for a
        pair of them, and half as dear as 53."""
        words = np.repeat(self.word.view(np.int64), counts)
        n = words.size
        x = self.rng.random(dtype=np.float32, out=self.buffers.of("uniform", n, np.float32))
        x *= PAIRS.size
        pair = self.buffers.of("pair", n, np.intp)
        pair[:] = x
        words += self.buffers.take("pair word", PAIRS, pair)
        return words

    def order_by_radix(self, key):
        """Keys of 16 bits are sorted by radix; longer ones half by half."""
        low = np.argsort(key.astype(np.uint16), kind="stable")
        if self.is_narrow:
            return low
        return low[np.argsort((key >> 16).astype(np.uint8)[low], kind="stable")]

    def order_by_packed(self, key):
        """Sorting numbers is faster than sorting places by them: key and place in one number."""
        pack = key.astype(np.int64)
        pack <<= 32
        pack += np.arange(pack.size)
        pack.sort()
        pack &= (1 << 32) - 1
        return pack

    def order_by_argsort(self, key):
        return np.argsort(key)

    def order_by_lexsort(self, key):
        family, day = np.divmod(key, DAYS)
        return np.lexsort((day, family))

    def members_pay(self, amount, by_person, persons, families):
        """What each claim costs its member; amounts and costs in the families' order."""
        n = amount.size
        x = self.buffers.take("x", amount, by_person)
        part, cost, sums = (self.buffers.of(name, n) for name in ("part", "cost", "sums"))
        sums[by_person] = used_up(x, persons, DEDUCTIBLE, part)
        used_up(sums, families, FAMILY_DEDUCTIBLE, part)
        part *= 1.0 - COINSURANCE
        np.multiply(amount, COINSURANCE, out=cost)
        cost += part
        np.take(cost, by_person, out=x, mode="clip")
        sums[by_person] = used_up(x, persons, OUT_OF_POCKET_MAX, part)
        return used_up(sums, families, FAMILY_OUT_OF_POCKET_MAX, cost)

    def block(self):
        """Plan paid by person and month, members' cost by trial, and how many claims."""
        counts, persons, families, trials, tail, tail_amounts = next(self.ahead)
        words = self.words(counts)
        amount = self.amounts(words.size, tail, tail_amounts)
        by_family = self.order(words.view(WORD)["order"])
        word = self.buffers.take("words", words, by_family).view(WORD)
        # By place in the family, then family: by person, and each person's days stay in order.
        by_person = np.argsort(word["place"], kind="stable")
        paid = self.buffers.take("paid", amount, by_family)
        cost = self.members_pay(paid, by_person, persons, families)
        paid -= cost
        months = np.bincount(word["slot"], paid, self.persons * SLOTS).reshape(-1, SLOTS)
        return months, np.add.reduceat(cost, trials), words.size


def claims_per_second(variant, seconds):
    simulation = Simulation(variant, 0)
    simulation.block()
    done, start = 0, time.process_time()
    while time.process_time() < start + seconds:
        done += simulation.block()[2]
    return done / (time.process_time() - start)


def fastest(seconds=0.08):
    """One choice after the other, the others as they stand."""
    best = {key: options[0] for key, options in CHOICES.items()}
    for key, options in CHOICES.items():
        speeds = [claims_per_second({**best, key: option}, seconds) for option in options]
        best[key] = options[int(np.argmax(speeds))]
    return best


def stop_loss(in_window):
    """What the specific keeps of each trial, and what the aggregate pays of that; in_window is by
    trial and person."""
    kept = np.minimum(in_window, SPECIFIC_DEDUCTIBLE).sum(axis=1)
    return kept, np.maximum(kept - ATTACHMENT, 0.0)


def simulate(simulation, trials):
    """By trial: members' cost, what the specific keeps and what the aggregate pays; the sum of plan
    paid by month; claims."""
    each = simulation.trials
    by_trial = np.argsort(simulation.trial, kind="stable")
    in_window = np.empty((AHEAD * each, simulation.persons // each))
    members, kept, aggregate = np.empty((3, trials))
    by_month, claims = np.zeros((simulation.persons, SLOTS)), 0
    for start in range(0, trials, AHEAD * each):
        end = min(start + AHEAD * each, trials)
        for t in range(start, end, each):
            months, cost, n = simulation.block()
            members[t : t + each] = cost
            window = (months @ IN_WINDOW)[by_trial]
            in_window[t - start : t - start + each] = window.reshape(each, -1)
            by_month += months
            claims += n
        kept[start:end], aggregate[start:end] = stop_loss(in_window[: end - start])
    return {"members": members, "kept": kept, "aggregate": aggregate}, by_month.sum(axis=0), claims


def run(trials, seed):
    variant = fastest()
    trials -= trials % variant["trials"]
    simulation = Simulation(variant, seed)
    cpu, wall = time.process_time(), time.monotonic()
    columns, by_month, claims = simulate(simulation, trials)
    return {
        "cpu": time.process_time() - cpu,
        "wall": time.monotonic() - wall,
        "claims": claims,
        "trials": trials,
        "mean": {key: column.mean() for key, column in columns.items()},
        "deviation": {key: column.std(ddof=1) for key, column in columns.items()},
        "paid_by_month": (by_month / trials).tolist(),
        "variant": variant,
        "numpy": np.__version__,
    }


def print_variants():
    base = {key: options[0] for key, options in CHOICES.items()}
    for key, options in CHOICES.items():
        for option in options:
            speed = claims_per_second({**base, key: option}, 0.5)
            print(f"{key:10} {option!s:10} {speed / 1e6:6.2f} million claims a second")


if __name__ == "__main__":
    if "--variants" in sys.argv:
        print_variants()
    elif len(sys.argv) == 3:
        print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]))))
    else:
        sys.exit(__doc__)
