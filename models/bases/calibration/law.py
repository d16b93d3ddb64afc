"""The law of a person's year, without drawing: services under a shared gamma frailty, and conditions.

X = S + C. Given the frailty T, S is a sum of independent compound negative binomials whose means are
multiplied by T and by the age and sex factor. C is a sum over conditions of a case's amount, each
case with probability incidence x factor, independent of T. Laws stand on a lattice and are convolved
by FFT; a lognormal is put on it so that its mean stays (local moment matching, Loss Models 9.6.5.2).
"""

import numpy as np
from scipy import special

STEP = 100.0                       # USD
N_SERVICES = 1 << 14               # S is below 1.6 million but for 1e-7
N_TOTAL = 1 << 16                  # X up to 6.5 million; more counts as that
NODE = 0.45                        # of log T, trapezoid rule, from LEAST to MOST
LEAST, MOST = 5e-4, 22.0
GRID = 0.25                        # of log (factor x T), cubic between
FACTORS = (0.03, 20.0)             # of an age curve: less counts as the least


def lognormal(mean, cv):
    s2 = np.log1p(cv * cv)
    return np.log(mean) - s2 / 2, np.sqrt(s2)


def limited_mean(mean, cv, x):
    """E[min(X, x)] of a lognormal."""
    mu, sigma = lognormal(mean, cv)
    z = (np.log(np.maximum(x, 1e-300)) - mu) / sigma
    value = mean * special.ndtr(z - sigma) + x * special.ndtr(-z)
    return np.where(x > 0, value, 0.0)


def on_lattice(mean, cv, n):
    """Masses at 0, STEP, ..., the rest at the last."""
    low = limited_mean(mean, cv, STEP * np.arange(-1, n + 1, dtype=float).clip(0))
    mass = (2 * low[1:-1] - low[:-2] - low[2:]) / STEP
    mass[0] = 1 - (low[2] - low[1]) / STEP
    mass[-1] += 1 - mass.sum()
    return mass


def frailty_nodes(shape):
    """Nodes and weights of the gamma law of mean 1, exact in total and in mean."""
    t = np.exp(np.arange(np.log(LEAST), np.log(MOST), NODE))
    weight = np.exp(shape * np.log(shape * t) - shape * t - special.gammaln(shape)) * NODE
    weight[0] = 1 - weight[1:].sum()
    weight = weight.clip(0)
    weight /= weight.sum()
    return t / (weight @ t), weight


def services_by_cell(services, factors, shape):
    """Masses of S, one row per cell, and P(S = 0).

    services  list of (mean, size, amount, cv, curve)
    factors   {curve: one factor per cell}
    """
    nodes, weights = frailty_nodes(shape)
    u = np.arange(np.log(LEAST * FACTORS[0]) - 2 * GRID, np.log(MOST * FACTORS[1]) + 3 * GRID, GRID)
    log_law, log_zero = {}, {}
    for mean, size, amount, cv, curve in services:
        if mean <= 0:
            continue
        phi = np.fft.rfft(on_lattice(amount, cv, N_SERVICES))
        terms = -size * np.log1p((mean / size) * np.exp(u)[:, None] * (1 - phi)[None, :])
        zero = -size * np.log1p((mean / size) * np.exp(u))
        log_law[curve] = log_law.get(curve, 0) + terms
        log_zero[curve] = log_zero.get(curve, 0) + zero
    n_cells = len(next(iter(factors.values())))
    masses, zeros = np.empty((n_cells, N_SERVICES)), np.empty(n_cells)
    for cell in range(n_cells):
        law, zero = 0, 0
        for curve, table in log_law.items():
            at = (np.log(nodes * np.clip(factors[curve][cell], *FACTORS)) - u[0]) / GRID
            k = np.clip(at.astype(int), 1, len(u) - 3)
            f = at - k
            cubic = (-f * (f - 1) * (f - 2) / 6, (f + 1) * (f - 1) * (f - 2) / 2,
                     -(f + 1) * f * (f - 2) / 2, (f + 1) * f * (f - 1) / 6)
            law = law + sum(c[:, None] * table[k + j - 1] for j, c in enumerate(cubic))
            zero = zero + sum(c * log_zero[curve][k + j - 1] for j, c in enumerate(cubic))
        masses[cell] = np.fft.irfft(weights @ np.exp(law), N_SERVICES)
        zeros[cell] = weights @ np.exp(zero)
    return masses, zeros


def condition_transforms(conditions):
    """Transforms of one case's amount."""
    return [np.fft.rfft(on_lattice(mean, cv, N_TOTAL)) for _, mean, cv, _ in conditions]


def total(masses, zeros, conditions, factors, weight):
    """The law of X over all cells by their weights.

    conditions  list of (incidence, mean, cv, curve)
    """
    transforms = condition_transforms(conditions)
    mixed, zero = 0, 0
    for cell in range(len(zeros)):
        law, none = np.fft.rfft(masses[cell], N_TOTAL), zeros[cell]
        for (incidence, _, _, curve), phi in zip(conditions, transforms):
            q = min(1.0, incidence * factors[curve][cell])
            if q > 0:
                law *= 1 - q + q * phi
                none *= 1 - q
        mixed = mixed + weight[cell] * law
        zero += weight[cell] * none
    return Total(np.fft.irfft(mixed, N_TOTAL), zero)


def means(services, conditions, factors):
    """Expected total of each cell."""
    return (sum(mean * amount * factors[curve] for mean, _, amount, _, curve in services) +
            sum(np.minimum(1, incidence * factors[curve]) * mean for incidence, mean, _, curve in conditions))


class Total:
    """Figures of a law on the lattice."""

    def __init__(self, mass, zero):
        self.mass, self.zero = mass, zero
        self.amount = STEP * np.arange(len(mass))
        self.tail = np.cumsum(mass[::-1])[::-1]

    def above(self, x):
        if x == 0:
            return 1 - self.zero
        k = int(round(x / STEP))
        return self.tail[k] - self.mass[k] / 2

    def mean(self):
        return self.mass @ self.amount

    def capped(self, cap):
        return self.mass @ np.minimum(self.amount, cap)

    def excess(self, d):
        return self.mass @ np.maximum(self.amount - d, 0)

    def top_share(self, share):
        """Of spending, of the persons who cost most."""
        money = np.cumsum((self.mass * self.amount)[::-1])[::-1]
        k = np.searchsorted(-self.tail, -share)      # the first with a tail below the share
        part = (share - self.tail[k]) * self.amount[k - 1] + money[k]
        return part / money[0]
