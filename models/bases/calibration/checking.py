"""Every target against the law and against drawn members; the mix of large claimants; the services."""

import numpy as np

import ages
import fitting
import judgement
import law
import model
import sample

EXCESS = (50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000)


class Drawn:
    """Figures of drawn totals, as of a law (model.figure)."""

    def __init__(self, total):
        self.total = np.sort(total)
        self.sums = np.concatenate([[0], np.cumsum(self.total)])

    def above(self, x):
        return 1 - np.searchsorted(self.total, x, "right") / len(self.total)

    def mean(self):
        return self.sums[-1] / len(self.total)

    def capped(self, cap):
        k = np.searchsorted(self.total, cap)
        return (self.sums[k] + cap * (len(self.total) - k)) / len(self.total)

    def top_share(self, share):
        return 1 - self.sums[int(round(len(self.total) * (1 - share)))] / self.sums[-1]


def of_drawn(wanted, cell, total):
    means = np.bincount(cell, total, len(ages.WEIGHT)) / np.bincount(cell, minlength=len(ages.WEIGHT))
    drawn = Drawn(total)
    return np.array([np.nan if q == "without_condition" else model.figure(q, at, drawn, means)
                     for q, at, *_ in wanted])


def verdict(value, low, high):
    return "" if low is None else "in" if low <= value <= high else "OUT"


def line(q, at, value, low, high, drawn):
    def shown(x):
        return "" if x is None else f"{x:.6g}"
    seeds = "  ".join(f"{v:.6g} ({e:.1g}) {verdict(v, low, high)}" for v, e in drawn)
    exact = f"{value:.6g} {verdict(value, low, high)}" if value is not None else ""
    print(f"{q:18s} {at:9s} {shown(low):>10s} {shown(high):>10s} | {exact:14s} | {seeds}")


def mixture(m, name, drawn):
    """Of members above an amount, and of dollars above it: whose largest condition is which."""
    counts, excess = {}, {}
    for total, largest in drawn:
        for x in (100_000, 200_000, 1_000_000):
            above = total > x
            counts[x] = counts.get(x, 0) + np.bincount(largest[above], minlength=len(m.conditions) + 1)
            excess[x] = excess.get(x, 0) + np.bincount(largest[above], total[above] - x, len(m.conditions) + 1)
    print("\nshare of members above, and of dollars above, by their largest condition, percent")
    print(f"{'':34s} per 1,000     mean    cv" + "".join(f"{x:>12,d}" for x in counts))
    for k, name in enumerate([c.name for c in m.conditions] + ["no condition"]):
        c = m.conditions[k] if k < len(m.conditions) else None
        head = f"{1000 * c.incidence:9.4g} {c.mean:9.0f} {c.cv:5.2f}" if c else " " * 25
        print(f"{name:34s} {head}" + "".join(f"{100 * counts[x][k] / counts[x].sum():6.1f}{100 * excess[x][k] / excess[x].sum():6.1f}"
                                            for x in counts))
    print("\ndollars above 200,000 by dearest condition, percent: drawn, published")
    names = [c.name for c in m.conditions]
    for r in model.rows(name + ".csv"):
        if r["quantity"] == "excess_of":
            kinds = r["at"].split(" above ")[0].split("+")
            part = sum(excess[200_000][names.index(n)] for n in kinds)
            print(f"{100 * part / excess[200_000].sum():6.1f}{100 * float(r['target']):6.1f}  {', '.join(kinds)}")


def services(m):
    carried = m.by_conditions()
    print("\nservice: events per 1,000 and cost per event, conditions included, over CMS's; then conditions' part of both")
    for s in m.services:
        curve = ages.WEIGHT @ m.factors[s.judged.curve]
        events = s.frequency * curve + carried[s.name][0]
        dollars = s.frequency * curve * s.amount + carried[s.name][1]
        seen, cost = s.seen
        print(f"{s.name:30s} {1000 * events:9.2f} {events / seen:8.4f} {dollars / events:10.2f} {dollars / events / cost:8.4f}"
              f" | {carried[s.name][0] / events:6.3f} {carried[s.name][1] / dollars:6.3f} | outside {s.amount:9.2f}")
    print("own: " + ", ".join(f"{n} {carried[n][1]:.2f}" for n in judgement.OWN) +
          f"; together {sum(carried[n][1] for n in judgement.OWN):.2f} per member")


def table(m, name, seeds, n):
    wanted, later = fitting.targets(name, False), fitting.targets(name, True)
    whole, means = m.law()
    cap = float(next(at for q, at, *_ in later if q == "correlation_capped"))
    drawn, large, stays = [], [], []
    for seed in seeds:
        cell, first, second, cases = fitting.drawn(m, 1000 + seed, n)
        parts = np.array([of_drawn(wanted, cell[i::20], first[i::20]) for i in range(20)])
        drawn.append(list(zip(of_drawn(wanted, cell, first), parts.std(0, ddof=1) / np.sqrt(20))))
        stays.append(list(zip(*sample.persistence(first, second, cap))))
        largest, most = np.full(n, len(cases)), np.zeros(n)
        for k, (who, money) in enumerate(cases):
            better = money > most[who]
            largest[who[better]], most[who[better]] = k, money[better]
        keep = first > 100_000
        large.append((first[keep], largest[keep]))
    print(f"{name}: quantity, range | by transform | drawn, {n} members at each of seeds {seeds} (standard error)")
    for k, (q, at, low, high, _, _) in enumerate(wanted):
        known = [d[k] for d in drawn if not np.isnan(d[k][0])]
        line(q, at, model.figure(q, at, whole, means), low, high, known)
    for k, (q, at, low, high, _, _) in enumerate(later):
        line(q, at, None, low, high, [s[k] for s in stays])
    services(m)
    mixture(m, name, large)
    print("\nages " + " ".join(str(a) for a in ages.AGES[:ages.UNDER_65]))
    print("female " + " ".join(f"{v:.0f}" for v in means[ages.CELL_FEMALE]))
    print("male   " + " ".join(f"{v:.0f}" for v in means[~ages.CELL_FEMALE]))
    print("excess above, per member-year: " + ", ".join(f"{d:,d} {whole.excess(d):.2f}" for d in EXCESS))
    return 0
