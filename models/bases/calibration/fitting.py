"""Least squares of scaled misses, then persistence by drawn years."""

import numpy as np
from scipy import optimize

import model
import sample

PRIOR = 0.15                       # pull of a fitted number's logarithm towards its start
DRAWN = 1_000_000                  # persons, for persistence
SEED = 20261130


PERSISTENCE = ("top_stays", "correlation_capped", "lower_half_stays")   # as sample.persistence has them
OTHERS = ("events_per_1000", "cost_per_event", "excess_of")              # met by levels, or compared with


def targets(name, persistence):
    """(quantity, at, low, high, aim, width) with None where a cell is empty."""
    number = lambda text: float(text) if text else None
    table = [(r["quantity"], r["at"], *(number(r[k]) for k in ("low", "high", "aim", "width")))
             for r in model.rows(name + ".csv")]
    if persistence:
        return [next(row for row in table if row[0] == quantity) for quantity in PERSISTENCE]
    return [row for row in table if row[0] not in PERSISTENCE + OTHERS and row[1][-1:] not in ("F", "M")]


def level(tier, wanted, start, steps, tell):
    """The fitted numbers of everything but persistence."""
    names = list(model.FITTED)
    anchor = np.array([start[n] for n in names])

    def misses(x):
        m = model.Model(tier, dict(zip(names, x)))
        whole, means = m.law()
        out = [(model.figure(q, at, whole, means) - aim) / width
               for q, at, _, _, aim, width in wanted if width is not None]
        out.append(50 * m.infeasible)
        tell(f"  {sum(v * v for v in out):10.4f} " + " ".join(f"{n}={v:.4g}" for n, v in zip(names, x)))
        return np.array(out + list(PRIOR * np.log(x / anchor)))

    found = optimize.least_squares(
        misses, [start[n] for n in names], diff_step=0.02, x_scale=0.3, max_nfev=steps,
        bounds=([model.FITTED[n][1] for n in names], [model.FITTED[n][2] for n in names]))
    return {n: model.significant(float(v), 4) for n, v in zip(names, found.x)}


def drawn(m, seed, n):
    return sample.two_years(seed, n, m.compound(), m.cases(), [c.continues for c in m.conditions],
                            m.factors, m.shape, m.correlation)


def persistence(tier, fitted, wanted, tell):
    """Frailty's correlation and the multiplier of the probabilities of continuing."""
    cap = next(float(at) for q, at, *_ in wanted if q == "correlation_capped")

    def misses(x):
        m = model.Model(tier, fitted, tuple(x))
        _, first, second, _ = drawn(m, SEED, DRAWN)
        values, _ = sample.persistence(first, second, cap)
        tell(f"  {x} {values}")
        return np.array([(v - aim) / width for v, (_, _, _, _, aim, width) in zip(values, wanted)])

    found = optimize.least_squares(misses, [0.96, 1.05], diff_step=0.02, max_nfev=2,
                                   bounds=([0.5, 0.6], [0.98, 1.6]))
    return tuple(model.significant(float(v), 2 + (i == 1)) for i, v in enumerate(found.x))
