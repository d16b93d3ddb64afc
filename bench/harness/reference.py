"""What is known of workload W without simulation: the FFT of its members' annual totals."""

MEMBERS = 1000
RETAINED, RETAINED_DEVIATION = 5244170.3, 363545.0
DEFICIT = 0.018640
VALUE_AT_RISK_99 = 6128851.0
DENSITY_99 = 6.59e-8  # of the cost at its 99% quantile, by the same FFT: tells a quantile's error
# (exact figure, half a unit of its last digit), by the names of `stoploss exact --json`
BOUNDED = {
    "cost_mean": (5244127.0, 0.5),
    "retained_before_aggregate_mean": (RETAINED, 0.05),
    "retained_before_aggregate_standard_deviation": (RETAINED_DEVIATION, 0.5),
    "any_claimant_probability": (0.980934, 0.5e-6),
    "claimants_mean": (3.94987, 0.5e-5),
    "attachment_probability": (3.941e-4, 0.5e-7),
    "deficit_probability": (DEFICIT, 0.5e-6),
    "aggregate_reimbursement_mean": (43.71, 0.005),
    "cost_quantile_0.95": (5857108.0, 0.5),
    "cost_quantile_0.99": (VALUE_AT_RISK_99, 0.5),
    "tail_mean_99": (6263499.0, 0.5),
}
Z_BOUND = 5.0


class WrongAnswer(Exception):
    """A fast wrong answer is no contestant."""


def check(name, value, exact, standard_error):
    """WrongAnswer where a value is too many standard errors off."""
    z = (value - exact) / standard_error
    if not abs(z) <= Z_BOUND:
        raise WrongAnswer(f"{name} {value:,.6g} is {z:.1f} standard errors off")


def check_w(name, outcome, trials):
    """E[plan paid after the specific]."""
    found = outcome.answer
    if "arrangements" in found:
        mean = found["arrangements"][0]["mean"]
        retained = mean["retained_claims"]["value"] + mean["aggregate_reimbursement"]["value"]
    else:
        retained = found["retained"]
    check(f"{name}: retained", retained, RETAINED, RETAINED_DEVIATION / trials**0.5)
