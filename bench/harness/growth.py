"""How time and memory grow with members, trials and arrangements, and what the disk takes."""

import math

from harness import program, scenarios
from harness.program import MAIN_PASS

MILLION = 500_000  # employees: with their families a million lives


def slope(x, y):
    """d log y / d log x by least squares: 1 is linear growth."""
    u, v = [math.log(a) for a in x], [math.log(b) for b in y]
    mu, mv = sum(u) / len(u), sum(v) / len(v)
    return sum((a - mu) * (b - mv) for a, b in zip(u, v)) / sum((a - mu) ** 2 for a in u)


def _measure(stoploss, runs, say, options=()):
    """[{size, processor_seconds, seconds, peak_mib}] of [(size, scenario, trials)]."""
    rows = []
    for size, scenario, trials in runs:
        say(f"{scenario.name}, {trials} trials")
        outcome = stoploss.witnessed(scenario, trials, options)
        rows.append(
            {
                "size": size,
                "processor_seconds": outcome.cpu,
                "seconds": outcome.wall,
                "peak_mib": outcome.answer["peak_mib"],
            }
        )
    return rows


def _with_slopes(rows):
    """The rows, with the growth of time and memory. The last step tells best what happens to large
    work: at the first the start weighs more."""
    sizes = [row["size"] for row in rows]
    times = [row["processor_seconds"] for row in rows]
    peaks = [row["peak_mib"] for row in rows]
    return {
        "rows": rows,
        "slope": slope(sizes, times),
        "slope_of_last_step": slope(sizes[-2:], times[-2:]),
        "peak_slope_of_last_step": slope(sizes[-2:], peaks[-2:]),
    }


def members(stoploss, sizes, say):
    runs = [
        (n, scenarios.w_of(stoploss.folder, n), sizes.member_trials) for n in sizes.member_steps
    ]
    return _with_slopes(_measure(stoploss, runs, say))


def trials(stoploss, sizes, say):
    return _with_slopes(_measure(stoploss, [(n, program.W, n) for n in sizes.trial_steps], say))


def arrangements(stoploss, sizes, say):
    runs = [
        (n, scenarios.w_with_arrangements(stoploss.folder, n), sizes.arrangement_trials)
        for n in (1, 3, 10)
    ]
    rows = _measure(stoploss, runs, say)
    times = [row["processor_seconds"] for row in rows]
    return {"rows": rows, "ten_over_one": times[-1] / times[0]}


def town(stoploss, sizes, say):
    """100,000 employees with their families on a real basis: None in the quick comparison."""
    if not sizes.town_trials:
        return None
    scenario = scenarios.town(stoploss.folder)
    return _measure(stoploss, [(100_000, scenario, sizes.town_trials)], say)[0]


def peak_by_trials(stoploss, sizes, say):
    """Bytes that a trial more takes at the peak of memory, for each arrangement: None in the quick
    comparison. A small group, whose peak is not hidden by what one block of trials takes."""
    if not sizes.peak_trials:
        return None
    arrangements = 3
    options = ("--set", "simulation.pricing_trials=1024")
    peaks = []
    for trials in sizes.peak_trials:
        say(f"peak of memory, {trials} trials")
        outcome = stoploss.witnessed(program.FLOWERS, trials, options)
        peaks.append(outcome.answer["peak_mib"] * 2**20)
    trials = sizes.peak_trials[1] - sizes.peak_trials[0]
    return {"peak_bytes": peaks, "bytes": (peaks[1] - peaks[0]) / trials / arrangements}


def dated_town(stoploss, sizes, say):
    """100,000 employees with their families by date: None in the quick comparison."""
    if not sizes.dated_town_trials:
        return None
    scenario = scenarios.dated_town(stoploss.folder, 100_000)
    return _measure(stoploss, [(100_000, scenario, sizes.dated_town_trials)], say, MAIN_PASS)[0]


def million(stoploss, sizes, say):
    """Lives up to a million by date: None without --large."""
    if not sizes.million_trials:
        return None
    steps = (MILLION // 9, MILLION // 3, MILLION)
    runs = [(n, scenarios.dated_town(stoploss.folder, n), sizes.million_trials) for n in steps]
    return _with_slopes(_measure(stoploss, runs, say, MAIN_PASS))


def disk(stoploss, sizes, say):
    """HDF5's share of W's elapsed time, and the file's size."""
    shares, peak = [], 0.0
    for turn in range(sizes.turns):
        say(f"HDF5's share ({turn + 1} of {sizes.turns})")
        outcome = stoploss.witnessed(program.W, sizes.disk_trials)
        shares.append(outcome.answer["hdf5_share"])
        peak = max(peak, outcome.answer["peak_mib"])
    shares.sort()
    return {
        "hdf5_share": shares[len(shares) // 2],
        "peak_mib": peak,
        "file_mib": stoploss.result.stat().st_size / 2**20,
        "trials": sizes.disk_trials,
    }
