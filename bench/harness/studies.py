"""What a build may or may not know: sweep, exact, rare events, annual totals. Each gives None where
the program does not know it."""

import json

from harness import processes, program, reference, scenarios

SWEEP = ("--specific", "50k:500k:10", "--corridor", "1.05:1.50:10")


def sweep(stoploss, sizes, say):
    """100 specific deductibles and corridors on the machine shop, beside one run of it. The sweep's
    corridors are priced, the shop's quotes are not: both have pricing trials in the shipped
    proportion."""
    if not stoploss.knows("sweep"):
        return None
    pricing = scenarios.pricing_in_scale(program.SHOP, sizes.shop_trials)

    def one_run(_):
        return stoploss.run(program.SHOP, sizes.shop_trials, pricing)

    def whole_sweep(_):
        command = [
            program.STOPLOSS, "sweep", program.SHOP, *SWEEP, "--trials", sizes.shop_trials,
            "--threads", 1, "-o", stoploss.folder / "sweep.h5", "--quiet", *pricing,
        ]  # fmt: skip
        return processes.demand(command, program.BOUND_THREADS)[0]

    with processes.bound(1):
        turns = processes.take_turns(
            {"one run": one_run, "sweep of 100": whole_sweep}, min(sizes.turns, 2), say
        )
    return {
        "one_run_seconds": processes.median(turns["one run"], processes.cpu),
        "sweep_seconds": processes.median(turns["sweep of 100"], processes.cpu),
        "ratio": processes.ratio(turns["sweep of 100"], turns["one run"], processes.cpu),
    }


def band(stoploss, sizes, say):
    """The assumption band of the machine shop: what it adds to the run's time, as a share of it."""
    if not stoploss.knows("--no-band"):
        return None
    trials = max(sizes.shop_trials, 5120)  # of fewer it takes a block all the same

    def with_band(_):
        command = stoploss.command(program.SHOP, trials)
        command.remove("--no-band")
        return processes.demand(command, program.BOUND_THREADS)[0]

    def without(_):
        return stoploss.run(program.SHOP, trials)

    with processes.bound(1):
        turns = processes.take_turns({"run": without, "with band": with_band}, sizes.turns, say)
    return {"ratio": processes.ratio(turns["with band"], turns["run"], processes.cpu) - 1.0}


def _client(stoploss, k):
    """Client k of batch.c by the program: processor seconds."""
    trials = 64 << (k % 4)
    options = [
        "--set", f"simulation.pricing_trials={trials}", "--seed", k,
        "--set", f"plans.0.deductible.person={1500 + 10 * (k % 100)}",
    ]  # fmt: skip
    return stoploss.run(program.FLOWERS, trials, options).cpu


def batch(stoploss, sizes, say):
    """Small scenarios by the library in one process, and some of the same in a process each, which
    write and print a result too."""
    with processes.bound(1):
        say(f"{sizes.clients} small scenarios in one process")
        together = processes.peer([program.TOOLS / "batch", program.FLOWERS, sizes.clients])
        say(f"{sizes.alone} small scenarios in a process each")
        alone = sum(_client(stoploss, k) for k in range(sizes.alone)) / sizes.alone
    return {
        "scenarios": sizes.clients,
        "scenarios_per_second": sizes.clients / together.cpu,
        "nanoseconds_a_claim": 1e9 * together.cpu / together.claims,
        "load_share": together.answer["load_seconds"] / together.cpu,
        "alone_over_together": alone / (together.cpu / sizes.clients),
    }


def _exact_errors(arrangement):
    """{figure: relative error}: what lies outside the last digit of the known figures."""
    ours = {name: figure["value"] for name, figure in arrangement["figures"].items()}
    for row in arrangement["cost_quantiles"]:
        ours[f"cost_quantile_{row['quantile']:g}"] = row["value"]
    return {
        name: max(0.0, abs(ours[name] - known) - digit) / known
        for name, (known, digit) in reference.BOUNDED.items()
    }


def exact(stoploss, sizes, say):
    """The exact engine on W and on the machine shop by annual totals: elapsed seconds, errors."""
    if not stoploss.knows("exact"):
        return None

    def answer(scenario):
        def start(_):
            outcome, out = processes.demand([program.STOPLOSS, "exact", scenario, "--json"])
            outcome.answer = json.loads(out)
            return outcome

        return start

    with processes.bound(1):
        turns = processes.take_turns(
            {"exact, W": answer(program.W), "exact, machine shop": answer(program.SHOP_EXACT)},
            sizes.turns,
            say,
        )
    errors = _exact_errors(turns["exact, W"][0].answer["arrangements"][0])
    return {
        "w_seconds": processes.median(turns["exact, W"], processes.wall),
        "machine_shop_seconds": processes.median(turns["exact, machine shop"], processes.wall),
        "w_relative_errors": errors,
        "w_largest_relative_error": max(errors.values()),
    }


def _rare_of(runs, name, numpy_seconds_per_trial):
    """How much sooner these runs know two figures as well as NumPy's plain trials."""
    found = runs[0].answer["rare"]["arrangements"][0]
    chance_error = found["deficit_probability_standard_error"]
    quantile_error = found["cost_quantile_99_standard_error"]
    reference.check(
        f"{name}: deficit chance", found["deficit_probability"], reference.DEFICIT, chance_error
    )
    reference.check(
        f"{name}: VaR99", found["cost_quantile_99"], reference.VALUE_AT_RISK_99, quantile_error
    )
    seconds = processes.median(runs, processes.cpu)
    p = reference.DEFICIT
    trials = {
        "deficit": p * (1.0 - p) / chance_error**2,
        "value_at_risk_99": 0.99 * 0.01 / (reference.DENSITY_99 * quantile_error) ** 2,
    }
    return {
        "processor_seconds": seconds,
        "equal_numpy_trials": trials,
        "sooner": {name: n * numpy_seconds_per_trial / seconds for name, n in trials.items()},
    }


def rare(stoploss, sizes, say, numpy_seconds_per_trial):
    """How much sooner rare trials of W reach a standard error than plain ones of NumPy, drawn claim
    by claim and by annual totals: processor time of the whole program beside that of as many NumPy
    trials as it would take."""
    if not stoploss.knows("--rare"):
        return None

    def years_of(scenario):
        options = [f"--rare={sizes.rare_trials}"]
        return lambda _: stoploss.run(scenario, sizes.rare_plain_trials, options)

    with processes.bound(1):
        runs = processes.take_turns(
            {
                "rare, claims": years_of(program.W),
                "rare, totals": years_of(scenarios.w_by_totals(stoploss.folder)),
            },
            sizes.turns,
            say,
        )
    return {
        "trials": sizes.rare_trials,
        "claims": _rare_of(runs["rare, claims"], "rare, claims", numpy_seconds_per_trial),
        "totals": _rare_of(runs["rare, totals"], "rare, totals", numpy_seconds_per_trial),
    }
