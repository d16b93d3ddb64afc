"""How much of everything: the full comparison takes minutes, the quick one less than one."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Sizes:
    turns: int
    w_trials: int  # of ours, and of the machine shop as users run it; their default is 20,000
    copay_trials: int
    totals_trials: int
    dated_trials: int
    numpy_trials: int
    gsl_trials: int
    r_trials: int
    limit_claims: int
    shop_trials: int
    annual_trials: int
    hospital_trials: int
    dated_claims: int  # of the dated limit kernel
    numpy_dated_trials: int
    clients: int  # small scenarios in one process
    alone: int  # of them, in a process each
    peak_trials: tuple  # memory by trials, on a small group; empty: left out
    member_steps: tuple  # employees
    member_trials: int
    town_trials: int  # 100,000 employees with their families, on a basis; 0: left out
    trial_steps: tuple
    arrangement_trials: int
    disk_trials: int
    rare_trials: int
    rare_plain_trials: int  # of the run that the rare ones stand beside
    dated_town_trials: int  # 100,000 employees with their families, by date; 0: left out
    million_trials: int = 0  # 1,000,000 lives by date: with --large


FULL = Sizes(
    turns=3,
    w_trials=20000,
    copay_trials=8192,
    totals_trials=50000,
    dated_trials=8192,
    numpy_trials=4096,
    gsl_trials=1024,
    r_trials=1024,
    limit_claims=100_000_000,
    shop_trials=8192,
    annual_trials=32768,
    hospital_trials=2048,
    dated_claims=100_000_000,
    numpy_dated_trials=8192,
    clients=1000,
    alone=40,
    peak_trials=(20_000, 200_000),
    member_steps=(1000, 10_000, 100_000),
    member_trials=512,
    town_trials=32,
    trial_steps=(2048, 8192, 32768),
    arrangement_trials=4096,
    disk_trials=20000,
    rare_trials=20000,
    rare_plain_trials=512,
    dated_town_trials=32,
)

QUICK = Sizes(
    turns=1,
    w_trials=4096,
    copay_trials=2048,
    totals_trials=16384,
    dated_trials=512,
    numpy_trials=1024,
    gsl_trials=256,
    r_trials=256,
    limit_claims=30_000_000,
    shop_trials=512,
    annual_trials=1024,
    hospital_trials=64,
    dated_claims=20_000_000,
    numpy_dated_trials=512,
    clients=40,
    alone=8,
    peak_trials=(),
    member_steps=(1000, 10_000),
    member_trials=256,
    town_trials=0,
    trial_steps=(1024, 4096),
    arrangement_trials=1024,
    disk_trials=4096,
    rare_trials=4096,
    rare_plain_trials=512,
    dated_town_trials=0,
)

LARGE = {"million_trials": 200}
