"""Every ratio that is promised, with its target, from the figures of one comparison."""

import dataclasses
import operator

from harness import machine, processes

MET, NOT_MET, UNKNOWN, REPORTED = "met", "not met", "not measurable here", "reported"
ABSENT = "not in this build"
FULL_ONLY = "in the full comparison only"


@dataclasses.dataclass
class Ratio:
    key: str
    what: str
    value: float | None
    target: float | None = None
    at_most: bool = False  # the target is the most, not the least
    note: str = ""
    is_stored: bool = True  # compared with the last time's; seconds and slopes say too little
    needs: str = ""  # what the target assumes of the machine

    def verdict(self):
        if self.value is None:
            return self.note or ABSENT
        if self.target is None:
            return REPORTED
        met = (operator.le if self.at_most else operator.ge)(self.value, self.target)
        if met:
            return MET
        if self.needs == "AVX-512" and not machine.has_avx512():
            return f"{UNKNOWN}: no AVX-512"
        if self.needs == "quiet" and self.note:
            return f"{UNKNOWN}: {self.note}"
        return NOT_MET

    def is_comparable(self):
        """Whether it says something beside the same ratio of another time."""
        return self.is_stored and bool(self.value) and not (self.needs == "quiet" and self.note)

    def better(self, other):
        """How much better this value is than another, as a factor: below 1 is worse."""
        mine, theirs = max(self.value, 1e-12), max(other, 1e-12)
        return theirs / mine if self.at_most else mine / theirs


def _beside(outcomes, above, below, what=processes.member_years_per_second):
    if above not in outcomes or below not in outcomes:
        return None
    return processes.ratio(outcomes[above], outcomes[below], what)


def _fastest_limit(outcomes):
    names = [name for name in outcomes if name.startswith("limit ")]
    return names[-1]


def of_w(outcomes):
    limit = _fastest_limit(outcomes)
    set_named = limit.split()[1]
    own_set = f"ours {set_named}" if f"ours {set_named}" in outcomes else "ours"
    avx2 = next((n for n in ("ours avx2", "ours") if n in outcomes), None)
    if avx2 == "ours" and set_named != "avx2":
        avx2 = None
    return [
        Ratio("w_numpy", "W: stoploss run over NumPy float64", _beside(outcomes, "ours", "numpy"),
              5.0, needs="AVX-512"),
        Ratio("w_gsl", "W: stoploss run over the GSL loop", _beside(outcomes, "ours", "gsl"),
              14.0, needs="AVX-512"),
        Ratio("w_limit", f"W: claims/s over the limit kernel ({set_named})",
              _beside(outcomes, own_set, limit, processes.claims_per_second), 0.5,
              needs="AVX-512"),
        Ratio("w_limit_avx2", "W: claims/s over the limit kernel (avx2)",
              _beside(outcomes, "ours avx2", "limit avx2", processes.claims_per_second),
              note=f"{UNKNOWN}: no AVX2"),
        Ratio("w_avx2_numpy", "W: AVX2 over NumPy float64",
              _beside(outcomes, avx2, "numpy") if avx2 else None, 2.5,
              note=f"{UNKNOWN}: no AVX2"),
        Ratio("w_baseline_numpy", "W: baseline over NumPy float64",
              _beside(outcomes, "ours baseline", "numpy"),
              note="no --kernels in this build"),
        Ratio("w_copay_numpy", "W with copays over NumPy doing W without",
              _beside(outcomes, "ours, copay", "numpy"), 2.5, needs="AVX-512"),
        Ratio("w_totals_numpy", "W by annual totals over NumPy float64",
              _beside(outcomes, "ours, totals", "numpy"), 25.0, needs="AVX-512"),
        Ratio("w_totals_avx2_numpy", "W by annual totals: AVX2 over NumPy float64",
              _beside(outcomes, "ours, totals, avx2", "numpy"),
              note="AVX2 is not there, or the fastest"),
        Ratio("w_base_r", "W: stoploss run over base R", _beside(outcomes, "ours", "base R"),
              note="base R is not installed"),
        Ratio("dated_annual", "W with copays: claim by claim over annual, processor time",
              processes.ratio(outcomes["ours, copay, 12/15"], outcomes["ours, copay"],
                              lambda o: o.cpu / o.member_years), at_most=True),
    ]  # fmt: skip


def of_bases(outcomes):
    what = processes.claims_per_second
    return [
        Ratio("shop_annual_w", "Machine shop's basis, annual: claims/s over W's",
              _beside(outcomes, "machine shop, annual", "W", what), 0.5),
        Ratio("shop_w", "Machine shop, by date: claims/s over W's",
              _beside(outcomes, "machine shop", "W", what)),
        Ratio("hospital_w", "Hospital, by date: claims/s over W's",
              _beside(outcomes, "hospital", "W", what)),
    ]  # fmt: skip


def _of_kernels(outcomes, at):
    """Dated contracts beside the dated limit kernel at their own claims of a family-trial: judged
    with the fastest instruction set, told with the others."""
    what = processes.claims_per_second
    sets = [name.split()[1] for name in outcomes if name.startswith("limit ")]
    contracts = {
        "shop": ("Machine shop", 0.45),
        "W": ("W, copay, 12/15", 0.40),
        "hospital": ("Hospital", 0.40),
    }
    ratios = []
    for name in reversed(sets):
        is_judged = name == sets[-1]
        for kind, (words, target) in contracts.items():
            own = f"{kind} {name}" if f"{kind} {name}" in outcomes else kind
            ratios.append(
                Ratio(f"{kind.lower()}_dated_limit" + ("" if is_judged else f"_{name}"),
                      f"{words} over the dated limit at {at[kind]} claims ({name})",
                      _beside(outcomes, own, f"kernel {kind} {name}", what),
                      target if is_judged else None, needs="AVX-512")
            )  # fmt: skip
    return ratios


def of_dated(outcomes, at):
    def seconds_a_claim(outcome):
        return outcome.cpu / outcome.claims

    def beside(above, below):
        return _beside(outcomes, above, below, seconds_a_claim)

    fastest = _fastest_limit(outcomes).split()[1]
    return [
        *_of_kernels(outcomes, at),
        Ratio("dated_kernel", f"Dated limit kernel over the plain one, time a claim ({fastest})",
              beside(f"kernel shop {fastest}", f"limit {fastest}"), at_most=True),
        Ratio("shop_annual_twin", "Machine shop over its annual twin, time a claim",
              beside("shop", "shop, annual"), 2.5, at_most=True),
        Ratio("shop_cash_flow", "Machine shop over itself without cash_flow, time",
              _beside(outcomes, "shop", "shop, no cash flow", processes.cpu), 1.08, at_most=True),
        Ratio("shop_shipped", "Machine shop as shipped over its main pass, time",
              _beside(outcomes, "shop as shipped", "shop", processes.cpu), 1.05, at_most=True),
        Ratio("shop_conditions", "Machine shop with 15 conditions over without, time",
              _beside(outcomes, "shop, 15 conditions", "shop, 0 conditions", processes.cpu), 1.15,
              at_most=True),
        Ratio("shop_own_conditions", "Machine shop as shipped over it without conditions, time",
              _beside(outcomes, "shop, its own", "shop, none of its own", processes.cpu), 1.15,
              at_most=True),
        Ratio("shop_annual_conditions", "Its annual twin with 15 conditions over without, time",
              _beside(outcomes, "shop, annual, 15 conditions", "shop, annual, 0 conditions",
                      processes.cpu), 1.15, at_most=True),
        Ratio("shop_numpy", "Machine shop: claims/s over the dated NumPy peer's",
              beside("numpy, families", "shop"), 15.0, needs="AVX-512"),
        Ratio("shop_numpy_avx2", "Machine shop with AVX2 over the dated NumPy peer",
              beside("numpy, families", "shop avx2"), note=f"{UNKNOWN}: no AVX2"),
        Ratio("families_numpy", "The dated peer's own contract: claims/s over the peer's",
              beside("numpy, families", "families")),
        Ratio("numpy_dated_numpy", "The dated NumPy peer over the W peer, time a claim",
              beside("numpy, families", "numpy, W"), 4.0, at_most=True),
    ]  # fmt: skip


def _waited(outcomes):
    """How much longer than its processor time the single thread took: other programs, or disk."""
    return processes.median(outcomes, lambda o: o.wall / o.cpu)


def of_threads(outcomes):
    ratios = []
    for name, key, words, target in (
        ("W", "two_threads", "W", 1.90),
        ("shop", "two_threads_shop", "Machine shop", 1.93),
        ("totals", "two_threads_totals", "W by totals", 1.80),
    ):
        what = f"{words}: two bound threads over one, elapsed"
        if not outcomes:
            ratios.append(Ratio(key, what, None, target, note=f"{UNKNOWN}: one processor"))
            continue
        one, two = outcomes[f"{name}, 1 thread"], outcomes[f"{name}, 2 threads"]
        note = "the machine was busy" if _waited(one) > 1.05 else ""
        value = processes.ratio(one, two, processes.wall)
        ratios.append(Ratio(key, what, value, target, needs="quiet", note=note))
    if outcomes:
        apart = processes.ratio(outcomes["W, 1 thread"], outcomes["W, 2 processes"], processes.wall)
        what = "W: two processes at once over one after the other (the machine's own), elapsed"
        ratios.append(Ratio("two_processes", what, 2.0 * apart, is_stored=False))
    return ratios


def of_growth(members, trials, arrangements, disk):
    return [
        Ratio("slope_members", "Time by members, slope of log-log, last step",
              members["slope_of_last_step"], 1.05, at_most=True, is_stored=False),
        Ratio("slope_trials", "Time by trials, slope of log-log, last step",
              trials["slope_of_last_step"], 1.05, at_most=True, is_stored=False),
        Ratio("memory_trials", "Peak memory by trials, slope of log-log, last step",
              trials["peak_slope_of_last_step"], 0.25, at_most=True, is_stored=False),
        Ratio("ten_arrangements", "W with 10 arrangements over W with 1, processor time",
              arrangements["ten_over_one"], at_most=True),
        Ratio("hdf5_share", "HDF5's share of W's elapsed time", disk["hdf5_share"], 0.05,
              at_most=True, is_stored=False),
    ]  # fmt: skip


def _of(study, *keys):
    """A figure of a study, None where the build does not know the study."""
    for key in keys:
        study = study and study[key]
    return study


def of_studies(studies):
    sweep, exact, rare = studies["sweep"], studies["exact"], studies["rare"]
    return [
        Ratio("sweep_run", "Sweep of 100 over one run of the machine shop",
              _of(sweep, "ratio"), 1.5, at_most=True),
        Ratio("band_run", "Assumption band of the machine shop over its run",
              _of(studies["band"], "ratio"), 0.5, at_most=True, is_stored=False),
        Ratio("exact_error", "Exact on W: largest relative error",
              _of(exact, "w_largest_relative_error"), 1e-4, at_most=True,
              is_stored=False),
        Ratio("exact_w_seconds", "Exact on W: seconds", _of(exact, "w_seconds"), 5.0,
              at_most=True, is_stored=False),
        Ratio("exact_shop_seconds", "Exact on the machine shop by annual totals: seconds",
              _of(exact, "machine_shop_seconds"), 1.0, at_most=True, is_stored=False),
        Ratio("rare_deficit", "W's deficit chance as sure, sooner than NumPy, by totals",
              _of(rare, "totals", "sooner", "deficit"), 100.0, needs="AVX-512"),
        Ratio("rare_var99", "W's VaR99 as sure, sooner than NumPy, by totals",
              _of(rare, "totals", "sooner", "value_at_risk_99"), 100.0, needs="AVX-512"),
        Ratio("rare_deficit_claims", "W's deficit chance as sure, sooner, claim by claim",
              _of(rare, "claims", "sooner", "deficit")),
        Ratio("rare_var99_claims", "W's VaR99 as sure, sooner, claim by claim",
              _of(rare, "claims", "sooner", "value_at_risk_99")),
    ]  # fmt: skip


def of_memory(peak, town, million):
    def megabytes(row):
        return row and row["peak_mib"] * 1.048576

    large = "with --large only"
    return [
        Ratio("memory_per_trial", "Peak memory by a trial more and arrangement, bytes",
              _of(peak, "bytes"), 16.0, at_most=True, is_stored=False, note=FULL_ONLY),
        Ratio("memory_town", "100,000 employees by date: peak memory, MB", megabytes(town), 500.0,
              at_most=True, is_stored=False, note=FULL_ONLY),
        Ratio("memory_million", "A million lives by date: peak memory, MB",
              megabytes(million and million["rows"][-1]), 4000.0, at_most=True, is_stored=False,
              note=large),
        Ratio("slope_million", "Time by lives up to a million, slope of last step",
              _of(million, "slope_of_last_step"), 1.05, at_most=True, is_stored=False, note=large),
    ]  # fmt: skip


def of_batch(batch):
    return [
        Ratio("batch_per_second", f"{batch['scenarios']:,} small scenarios, one process: a second",
              batch["scenarios_per_second"], is_stored=False),
        Ratio("batch_alone", "A small scenario alone in a process over one of many",
              batch["alone_over_together"]),
    ]  # fmt: skip


def of_bytes(same):
    return [
        Ratio("same_bytes", "The same bytes from each kernel set (1: yes)",
              None if same is None else float(same), 1.0,
              note="needs two kernel sets and --kernels"),
    ]  # fmt: skip
