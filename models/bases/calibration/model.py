"""A basis from the judgement and a few fitted numbers: services and conditions that together give CMS's
events and cost of each service."""

import csv
import pathlib

import numpy as np

import ages
import judgement
import law

HERE = pathlib.Path(__file__).resolve().parent.parent

# What is fitted, where it starts and how far it may go. `size_...` and `cv` multiply the judgement's
# sizes and coefficients of variation of services; `..._cases`, `..._amount` and `..._spread` the
# incidences, means and sigmas of conditions by group; `steepness`, `children` see ages.py.
FITTED = {
    "shape": (0.92, 0.6, 1.4), "cv": (0.81, 0.8, 1.6),
    "size_rare": (0.35, 0.25, 2.5), "size_common": (3.00, 0.3, 4.0), "size_routine": (0.16, 0.15, 2.5),
    "episode_cases": (0.99, 0.4, 2.2), "episode_amount": (1.06, 0.7, 1.4),
    "severe_cases": (1.26, 0.4, 2.0), "severe_amount": (1.46, 0.6, 1.7), "severe_spread": (0.81, 0.7, 1.35),
    "extreme_cases": (0.74, 0.3, 2.0), "extreme_amount": (1.14, 0.7, 1.25), "extreme_spread": (1.40, 0.7, 1.6),
    "steepness": (0.66, 0.4, 1.3), "children": (1.38, 0.6, 2.0),
}

# Other starts of a thin plan: fewer cases.
BRONZE = {"shape": 0.75, "cv": 1.04, "size_rare": 0.28, "size_common": 2.40, "size_routine": 0.28,
          "episode_cases": 0.60, "episode_amount": 1.15, "severe_cases": 0.91, "severe_amount": 1.32,
          "severe_spread": 0.74, "extreme_cases": 0.94, "extreme_amount": 0.96, "extreme_spread": 0.98,
          "steepness": 0.75, "children": 1.19}
LEAST = 0.03                       # of a service's events and of its dollars, left outside conditions


def starts(tier):
    return {name: start for name, (start, _, _) in FITTED.items()} | (BRONZE if tier == "bronze" else {})


FILE = {"gold": "us-commercial-2026", "bronze": "us-commercial-lean"}


def rows(name):
    """Lines of a table, as dictionaries; lines of # are its sources."""
    with open(HERE / "targets" / name, encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def cms(tier):
    """{service: (events per member, cost per event)}."""
    table = rows(FILE[tier] + ".csv")
    cost = {r["at"]: float(r["target"]) for r in table if r["quantity"] == "cost_per_event"}
    return {r["at"]: (float(r["target"]) / 1000, cost[r["at"]])
            for r in table if r["quantity"] == "events_per_1000"}


def significant(x, digits):
    return float(f"{x:.{digits}g}")


class Service:
    """Claims outside conditions; `seen` are CMS's, conditions' included."""

    def __init__(self, name, frequency, size, amount, cv, judged, seen=None):
        self.name, self.frequency, self.size, self.amount, self.cv = name, frequency, size, amount, cv
        self.judged, self.seen = judged, seen


class Condition:
    def __init__(self, judged, incidence, mean, cv, continues):
        self.judged, self.name = judged, judged.name
        self.incidence, self.mean, self.cv, self.continues = incidence, mean, cv, continues


class Model:
    """fitted: a value for each name of FITTED. `persistence`: frailty's correlation, and a multiplier
    of the judgement's probabilities of continuing."""

    def __init__(self, tier, fitted, persistence=(0.85, 1.0)):
        self.tier, self.fitted = tier, fitted
        self.shape = significant(fitted["shape"], 3)
        self.correlation, self.continuing = significant(persistence[0], 3), persistence[1]
        self.conditions = [self._condition(c, persistence[1]) for c in judgement.CONDITIONS]
        self.curves = {name: (np.round(f, 4), np.round(m, 4)) for name, (f, m) in
                       ages.curves(fitted["steepness"], fitted["children"]).items()}
        self.factors = {name: ages.cells(curve) for name, curve in self.curves.items()}
        self.infeasible = 0.0
        self.services = self._services()

    def _condition(self, c, continuing):
        f = self.fitted
        cases, amount, spread = (f.get(c.group + end, 1.0) for end in ("_cases", "_amount", "_spread"))
        sigma = np.sqrt(np.log1p(c.cv ** 2)) * spread
        return Condition(c, significant(c.per_1000 * cases / 1000, 3), significant(c.mean * amount, 3),
                         round(float(np.sqrt(np.expm1(sigma ** 2))), 2),
                         round(min(0.95, c.continues * continuing), 2))

    def by_conditions(self):
        """{service: [events, dollars] per member of conditions}."""
        out = {name: np.zeros(2) for name in list(judgement.SERVICES) + list(judgement.OWN)}
        for c in self.conditions:
            curve = ages.WEIGHT @ self.factors[c.judged.curve]
            for service, share, events in c.judged.spread:
                out[service] += c.incidence * curve * np.array([events, c.mean * share])
            if c.name in judgement.MOTHER:
                mean, _, service = judgement.MOTHER[c.name]
                out[service] += c.incidence * curve * np.array([1, mean])
        return out

    def _services(self):
        """What is left of CMS's events and dollars; short of it, `infeasible` says by how much."""
        carried, out = self.by_conditions(), []
        for name, (events, cost) in cms(self.tier).items():
            judged = judgement.SERVICES[name]
            curve = ages.WEIGHT @ self.factors[judged.curve]
            frequency = events - carried[name][0]
            dollars = events * cost - carried[name][1]
            self.infeasible += max(0.0, LEAST - frequency / events) + max(0.0, LEAST - dollars / (events * cost))
            frequency, dollars = max(frequency, LEAST * events), max(dollars, LEAST * events * cost)
            frequency = significant(frequency / curve, 5)
            out.append(Service(name, frequency, significant(judged.size * self.fitted["size_" + judged.kind], 3),
                               round(dollars / curve / frequency, 2),
                               significant(judged.cv * self.fitted["cv"], 3), judged, (events, cost)))
        return out

    def compound(self):
        return [(s.frequency, s.size, s.amount, s.cv, s.judged.curve) for s in self.services]

    def cases(self):
        return [(c.incidence, c.mean, c.cv, c.judged.curve) for c in self.conditions]

    def law(self):
        """The law of a member under 65, and each cell's mean."""
        masses, zeros = law.services_by_cell(self.compound(), self.factors, self.shape)
        whole = law.total(masses, zeros, self.cases(), self.factors, ages.WEIGHT)
        whole.outside = law.Total(ages.WEIGHT @ masses, ages.WEIGHT @ zeros)
        return whole, law.means(self.compound(), self.cases(), self.factors)


def figure(quantity, at, whole, means):
    """A target's figure of a law; quantities as in sim/input/targets/targets.h."""
    if quantity == "share_above":
        return whole.above(float(at))
    if quantity == "per_million_above":
        return 1e6 * whole.above(float(at))
    if quantity == "ratio_of_double":
        above = whole.above(float(at))
        return whole.above(2 * float(at)) / above if above > 0 else np.nan
    if quantity == "mean_capped":
        return whole.capped(float(at))
    if quantity == "mean":
        return whole.mean()
    if quantity == "share_of_top":
        return whole.top_share(float(at))
    if quantity == "share_of_lower_half":
        return 1 - whole.top_share(0.5)
    if quantity == "without_condition":    # by services alone, whether or not there is a condition too
        return whole.outside.above(float(at)) / whole.above(float(at))
    old = at == "55-64"
    if quantity == "age_ratio":
        return ages.ratio_55_64(means) if old else ages.ratio_children(means)
    return ages.men_over_women(means, old)
