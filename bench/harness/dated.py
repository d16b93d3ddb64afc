"""What dates cost: real contracts beside the dated limit kernel, their annual twins and NumPy."""

import math

from harness import processes, program, reference, scenarios, speed
from harness.program import MAIN_PASS

SHOP_CLAIMS, W_CLAIMS = 72, 16  # of a family-trial in the kernel
CONDITIONS = 15


def _kernel(name, claims_a_trial, claims):
    def start(_):
        outcome = processes.peer(
            [program.TOOLS / "dated_limit", name, claims_a_trial, claims],
        )
        if not outcome.answer["relative_error"] < 1e-12:
            raise reference.WrongAnswer(f"dated limit kernel {name}: {outcome.answer}")
        return outcome

    return start


def _numpy(trials):
    def start(turn):
        return processes.peer(
            [speed.PYTHON, speed.PEERS / "numpy_dated_peer.py", trials, 1 + turn]
        )

    return start


def _families_figures(outcome):
    """Of the peer's contract, by the peer's names: what members pay, and what the plan pays in the
    contracts' window up to the specific deductible."""
    summary = outcome.answer
    mean = {k: v["value"] for k, v in summary["arrangements"][0]["mean"].items()}
    return {
        "members": summary["claims"]["member_paid"]["value"],
        "kept": mean["retained_claims"] + mean["aggregate_reimbursement"] - mean["gap"],
        "aggregate": mean["aggregate_reimbursement"],
    }


def _check_families(outcomes, trials):
    """The peer and we draw different years of one contract: their means must agree. The peer's
    deviations serve both."""
    for ours, peer in zip(outcomes["families"], outcomes["numpy, families"]):
        error = math.sqrt(1.0 / trials + 1.0 / peer.answer["trials"])
        for name, value in _families_figures(ours).items():
            reference.check(
                f"NumPy, dated: {name}", peer.answer["mean"][name], value,
                peer.answer["deviation"][name] * error,
            )  # fmt: skip


def sets_of(kernel_sets):
    """Those judged beside kernels of the same set: AVX2 and what is faster."""
    return [s for s in speed.limit_sets() if s in kernel_sets and s != "baseline"]


def claims_a_family(stoploss, scenario):
    """Claims of an employee's family in a year, as the kernel is asked for them: whole numbers."""
    summary = stoploss.run(scenario, 16, MAIN_PASS).answer
    return round(summary["claims"]["claims"]["value"] / summary["group"]["employees"])


def measure(stoploss, sizes, say, kernel_sets):
    """{name: outcomes by turn}, the kernels' claims of a family-trial."""
    folder = stoploss.folder
    no_cash = scenarios.without_cash_flow(folder, program.SHOP)
    shipped = scenarios.pricing_in_scale(program.SHOP, sizes.shop_trials)
    sets = sets_of(kernel_sets)
    with processes.bound(1):
        own = claims_a_family(stoploss, program.HOSPITAL)
    at = {"shop": SHOP_CLAIMS, "W": W_CLAIMS, "hospital": own}

    def ours(scenario, trials, *options):
        return lambda _: stoploss.run(scenario, trials, options)

    main = {
        "shop": (program.SHOP, sizes.shop_trials, *MAIN_PASS),
        "W": (program.W_DATED, sizes.dated_trials, *MAIN_PASS),
        "hospital": (program.HOSPITAL, sizes.hospital_trials, *MAIN_PASS),
    }
    turns = {name: ours(*run) for name, run in main.items()}
    turns["plain W"] = ours(program.W, sizes.copay_trials)
    turns["shop, no cash flow"] = ours(no_cash, sizes.shop_trials, *MAIN_PASS)
    turns["shop as shipped"] = ours(program.SHOP, sizes.shop_trials, *shipped)
    turns["shop, annual"] = ours(program.SHOP_ANNUAL, sizes.annual_trials, *MAIN_PASS)
    for name, base, trials in (
        ("shop", program.SHOP, sizes.shop_trials),
        ("shop, annual", program.SHOP_ANNUAL, sizes.annual_trials),
    ):
        for count in (0, CONDITIONS):
            scenario = scenarios.with_conditions(folder, base, count)
            turns[f"{name}, {count} conditions"] = ours(scenario, trials, *MAIN_PASS)
    for name, scenario in (
        ("its own", program.SHOP),
        ("none of its own", scenarios.with_conditions(folder, program.SHOP, 0)),
    ):
        in_scale = scenarios.pricing_in_scale(program.SHOP, sizes.w_trials)
        turns[f"shop, {name}"] = ours(scenario, sizes.w_trials, *in_scale)
    turns["families"] = ours(program.FAMILIES, sizes.shop_trials)
    turns["numpy, families"] = _numpy(sizes.numpy_dated_trials)
    turns["numpy, W"] = speed.numpy(sizes.numpy_trials)
    for name in sets or speed.limit_sets()[-1:]:
        turns[f"limit {name}"] = speed.limit(name, sizes.limit_claims)
        for kind, claims in at.items():
            turns[f"kernel {kind} {name}"] = _kernel(name, claims, sizes.dated_claims)
            if sets:
                turns[f"{kind} {name}"] = ours(*main[kind], "--kernels", name)
    with processes.bound(1):
        outcomes = processes.take_turns(turns, sizes.turns, say)
    _check_families(outcomes, sizes.shop_trials)
    return outcomes, at


def bases(outcomes):
    """Real bases, and W beside them."""
    names = {"W": "plain W", "machine shop, annual": "shop, annual", "machine shop": "shop",
             "hospital": "hospital"}  # fmt: skip
    return {name: outcomes[key] for name, key in names.items()}


def summarise(outcomes, at):
    return {
        "kernel_claims_a_family": at,
        "nanoseconds_a_claim": {
            name: 1e9 / processes.median(turns, processes.claims_per_second)
            for name, turns in outcomes.items()
        },
    }
