"""Drawn person-years of the model: persistence, the mix above an amount, and a check of the laws."""

import numpy as np

import ages


def bodies(rng, services, factors, cell, frailty):
    """One year's claims of the services, a person each."""
    n = len(cell)
    total = np.zeros(n)
    for mean, size, amount, cv, curve in services:
        if mean <= 0:
            continue
        rate = mean * factors[curve][cell] * frailty
        count = rng.poisson(rng.gamma(size, 1 / size, n) * rate)
        s2 = np.log1p(cv * cv)
        owner = np.repeat(np.arange(n), count)
        money = np.exp(np.log(amount) - s2 / 2 + np.sqrt(s2) * rng.standard_normal(len(owner)))
        total += np.bincount(owner, money, n)
    return total


def next_frailty(rng, now, shape, rho):
    b = rng.beta(rho * shape, (1 - rho) * shape, len(now))
    return b * now + rng.gamma((1 - rho) * shape, 1 / shape, len(now))


def next_cases(rng, now, q, continues):
    """YEARS.md: the chain that keeps the share q at the same age."""
    fresh = np.clip((q - continues * q) / (1 - q), 0, 1)
    return rng.random(len(now)) < np.where(now, continues, fresh)


def two_years(seed, n, services, conditions, continues, factors, shape, rho):
    """Totals of n persons in two years (no ageing, no turnover), and each condition's amounts in the
    first (sparse: person, amount)."""
    rng = np.random.default_rng(seed)
    cell = rng.choice(len(ages.WEIGHT), n, p=ages.WEIGHT)
    frailty = rng.gamma(shape, 1 / shape, n)
    first = bodies(rng, services, factors, cell, frailty)
    second = bodies(rng, services, factors, cell, next_frailty(rng, frailty, shape, rho))
    cases = []
    for (incidence, mean, cv, curve), stays in zip(conditions, continues):
        q = np.minimum(1, incidence * factors[curve][cell])
        now = rng.random(n) < q
        then = next_cases(rng, now, q, stays)
        s2 = np.log1p(cv * cv)
        for has, total in ((now, first), (then, second)):
            who = np.flatnonzero(has)
            money = np.exp(np.log(mean) - s2 / 2 + np.sqrt(s2) * rng.standard_normal(len(who)))
            total[who] += money
            if total is first:
                cases.append((who, money))
    return cell, first, second, cases


def persistence(first, second, cap):
    """Share of the top 1% who stay in it, correlation of capped dollars, share of the lower half who
    stay; a standard error of each by halves of twenty."""
    def figures(x, y):
        a, b = np.quantile(x, [0.99, 0.5])
        c, d = np.quantile(y, [0.99, 0.5])
        return np.array([(y[x > a] > c).mean(), np.corrcoef(np.minimum(x, cap), np.minimum(y, cap))[0, 1],
                         (y[x <= b] <= d).mean()])
    parts = np.array([figures(first[i::20], second[i::20]) for i in range(20)])
    return figures(first, second), parts.std(0, ddof=1) / np.sqrt(20)
