"""What is known of workload W without simulation: the FFT of its members' annual totals."""

MEMBERS = 1000
RETAINED, RETAINED_DEVIATION = 5244170.3, 363545.0
DEFICIT = 0.018640
VALUE_AT_RISK_99 = 6128851.0
BOUNDED = {  # (exact figure, half a unit of its last digit)
    "cost_mean": (5244127.0, 0.5),
    "retained": (5244170.3, 0.05),
    "deficit_probability": (0.018640, 0.5e-6),
    "value_at_risk_95": (5857108.0, 0.5),
    "value_at_risk_99": (6128851.0, 0.5),
    "tail_mean_99": (6263499.0, 0.5),
}
Z_BOUND = 5.0


class WrongAnswer(Exception):
    """A fast wrong answer is no contestant."""


def check_w(name, outcome, trials):
    """z of E[plan paid after the specific]; WrongAnswer beyond the bound."""
    found = outcome.answer
    if "arrangements" in found:
        mean = found["arrangements"][0]["mean"]
        retained = mean["retained_claims"]["value"] + mean["aggregate_reimbursement"]["value"]
    else:
        retained = found["retained"]
    z = (retained - RETAINED) / (RETAINED_DEVIATION / trials**0.5)
    if abs(z) > Z_BOUND:
        raise WrongAnswer(f"{name}: retained {retained:,.0f} is {z:.1f} standard errors off")
    return z
