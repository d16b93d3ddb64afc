"""Workload W beside its peers, its variants, threads, and real bases."""

import os
import shutil

from harness import machine, processes, program, reference, scenarios

PEERS = program.ROOT / "bench" / "peers"
PYTHON = "/usr/bin/python3"


def _ours(stoploss, scenario, trials, options=(), check=None):
    def start(_):
        outcome = stoploss.run(scenario, trials, options)
        if check:
            reference.check_w(check, outcome, trials)
        return outcome

    return start


def _gsl(trials):
    def start(turn):
        outcome = processes.peer(
            [program.TOOLS / "gsl_loop", trials, 1 + turn], reference.MEMBERS * trials
        )
        reference.check_w("GSL loop", outcome, trials)
        return outcome

    return start


def numpy(trials):
    def start(turn):
        outcome = processes.peer(
            [PYTHON, PEERS / "numpy_peer.py", trials, 1 + turn], reference.MEMBERS * trials
        )
        reference.check_w("NumPy", outcome, trials)
        return outcome

    return start


def _base_r(trials):
    def start(turn):
        outcome = processes.peer(
            ["Rscript", PEERS / "base_r.R", trials, 1 + turn], reference.MEMBERS * trials
        )
        reference.check_w("base R", outcome, trials)
        return outcome

    return start


def limit(name, claims):
    def start(_):
        outcome = processes.peer([program.TOOLS / "limit_kernel", name, claims], claims / 12.0)
        if abs(outcome.answer["z"]) > reference.Z_BOUND:
            raise reference.WrongAnswer(f"limit kernel {name}: z {outcome.answer['z']:.1f}")
        return outcome

    return start


def limit_sets():
    names = ["baseline"]
    if {"avx2", "fma"} <= machine.flags():
        names.append("avx2")
    if machine.has_avx512():
        names.append("avx512")
    return names


def workload_w(stoploss, sizes, say, kernel_sets):
    """Everything that stands beside W, in turns on one processor."""
    turns = {"ours": _ours(stoploss, program.W, sizes.w_trials, check="stoploss")}
    for name in kernel_sets:
        options = ("--kernels", name)
        turns[f"ours {name}"] = _ours(stoploss, program.W, sizes.w_trials, options, "stoploss")
    turns["ours, copay"] = _ours(stoploss, program.W_COPAY, sizes.copay_trials)
    turns["ours, copay, 12/15"] = _ours(stoploss, program.W_DATED, sizes.dated_trials)
    totals = scenarios.w_by_totals(stoploss.folder)
    if stoploss.runs(totals):
        turns["ours, totals"] = _ours(stoploss, totals, sizes.totals_trials, check="annual totals")
        if "avx2" in kernel_sets[:-1]:
            turns["ours, totals, avx2"] = _ours(
                stoploss, totals, sizes.totals_trials, ("--kernels", "avx2"), "annual totals"
            )
    turns["numpy"] = numpy(sizes.numpy_trials)
    turns["gsl"] = _gsl(sizes.gsl_trials)
    if shutil.which("Rscript"):
        turns["base R"] = _base_r(sizes.r_trials)
    else:
        say("base R is not installed: left out")
    for name in limit_sets():
        turns[f"limit {name}"] = limit(name, sizes.limit_claims)
    with processes.bound(1):
        return processes.take_turns(turns, sizes.turns, say)


def threads(stoploss, sizes, say):
    """W, the machine shop and W by totals with one thread and with two, each bound to a processor
    of its own; W by two processes at once, which share nothing but the machine. None on a machine
    of one processor."""
    if len(os.sched_getaffinity(0)) < 2:
        return {}
    runs = {
        "W": (program.W, sizes.w_trials, ()),
        "shop": (program.SHOP, sizes.shop_trials, program.MAIN_PASS),
        "totals": (scenarios.w_by_totals(stoploss.folder), sizes.totals_trials, ()),
    }
    with processes.bound(2):
        turns = {
            f"{name}, {k} thread{'s' * (k > 1)}": lambda _, run=run, k=k: stoploss.run(
                *run, threads=k
            )
            for name, run in runs.items()
            for k in (1, 2)
        }
        own = [stoploss.command(program.W, sizes.w_trials, result=stoploss.folder / f"{k}.h5")
               for k in (1, 2)]  # fmt: skip
        turns["W, 2 processes"] = lambda _: processes.side_by_side(own)
        return processes.take_turns(turns, max(sizes.turns, 2), say)


def same_bytes(stoploss, kernel_sets, say):
    """Whether the result files of all kernel sets are equal; None where there is one."""
    if len(kernel_sets) < 2:
        return None
    say("the same bytes from each kernel set")
    files = set()
    for name in kernel_sets:
        stoploss.run(program.W, 256, ("--kernels", name))
        files.add(stoploss.result.read_bytes())
    return len(files) == 1


def summarise(outcomes, beside):
    """Figures by contestant for the JSON document, and how fast each is beside one of them."""
    return {
        name: {
            "processor_seconds": processes.median(turns, processes.cpu),
            "seconds": processes.median(turns, processes.wall),
            "member_years_per_second": processes.median(turns, processes.member_years_per_second),
            "claims_per_second": processes.median_claims_per_second(turns),
            "times_as_fast": processes.ratio(
                turns, outcomes[beside], processes.member_years_per_second
            ),
        }
        for name, turns in outcomes.items()
    }
