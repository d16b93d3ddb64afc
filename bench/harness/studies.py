"""What a build may or may not know: sweep, exact, rare events, annual totals. Each gives None where
the program does not know it."""

from harness import processes, program

SWEEP = ("--specific", "50k:500k:10", "--corridor", "1.05:1.50:10")


def sweep(stoploss, sizes, say):
    """100 specific deductibles and corridors on the machine shop, beside one run of it."""
    if not stoploss.knows("sweep"):
        return None

    def one_run(_):
        return stoploss.run(program.SHOP, sizes.shop_trials)

    def whole_sweep(_):
        command = [
            program.STOPLOSS, "sweep", program.SHOP, *SWEEP, "--trials", sizes.shop_trials,
            "--threads", 1, "-o", stoploss.folder / "sweep.h5", "--quiet",
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
