"""Age and sex factors: their shapes, scaled to mean 1 over the members under 65."""

import numpy as np

AGES = [0, 1, 5, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70]
FEMALE = [5, 21, 59, 34, 37, 38, 42, 42, 41, 40, 42, 43, 41, 9, 3]
MALE = [5, 22, 62, 35, 38, 38, 41, 41, 40, 39, 41, 41, 38, 11, 4]
UNDER_65 = 13
WEIGHT = np.array(FEMALE[:UNDER_65] + MALE[:UNDER_65], dtype=float)
WEIGHT /= WEIGHT.sum()
CELL_AGE = np.array(AGES[:UNDER_65] * 2)
CELL_FEMALE = np.arange(2 * UNDER_65) < UNDER_65
CHILD_15 = 0.6                     # of the band from 15 to 19, those under 18

# CMS's default curve in the middle of each band from 20 on, age 21 = 1; above 64 carried on.
CMS = np.array([0.994, 1.048, 1.172, 1.231, 1.330, 1.570, 1.956, 2.434, 2.846, 3.3, 3.8])
# Women over men from 20 on (RAND, smoothed; level at 55 to 64 by HCCI).
WOMEN = {
    "hospital": [1.30, 1.45, 1.45, 1.30, 1.18, 1.10, 1.08, 1.10, 1.10, 1.05, 1.00],
    "ambulatory": [1.55, 1.60, 1.60, 1.50, 1.42, 1.38, 1.35, 1.30, 1.22, 1.15, 1.10],
    "drugs": [1.65, 1.65, 1.55, 1.40, 1.32, 1.27, 1.22, 1.17, 1.10, 1.05, 1.00],
    "mental_health": [1.50] * 8 + [1.40, 1.30, 1.30],
}
POWER = {"hospital": 1.0, "ambulatory": 0.70, "drugs": 1.35}
# Of children under 20 over a person of 21: female, male, at 0, 1-4, 5-14, 15-19.
CHILDREN = {
    "hospital": ([2.6, 0.50, 0.33, 0.62], [2.9, 0.58, 0.385, 0.61]),
    "ambulatory": ([1.35, 0.85, 0.64, 0.82], [1.50, 1.01, 0.77, 0.81]),
    "drugs": ([0.50, 0.45, 0.42, 0.70], [0.55, 0.54, 0.53, 0.74]),
}
MENTAL = ([0.05, 0.10, 0.75, 1.45, 1.55, 1.65, 1.6, 1.5, 1.35, 1.2, 1.1, 1.0, 0.85, 0.70, 0.60],
          [0.06, 0.12, 0.85, 1.05, 1.05, 1.10, 1.1, 1.05, 0.92, 0.84, 0.76, 0.68, 0.60, 0.48, 0.40])

# Conditions: incidence by band, female and male, on any scale.
CONDITIONS = {
    "cancer": ([.22, .22, .13, .24, .5, .8, 1.5, 2.3, 3.5, 4.6, 5.6, 6.8, 8.8, 11.5, 14],
               [.24, .22, .14, .25, .45, .55, .7, 1.0, 1.5, 2.5, 4.5, 7.4, 10.6, 15, 19]),
    "heart": ([.6, .15, .08, .12, .15, .2, .3, .5, .8, 1.3, 1.9, 2.7, 3.8, 5.5, 7.5],
              [.7, .18, .09, .15, .2, .28, .45, .8, 1.4, 2.4, 3.7, 5.2, 6.9, 9.4, 12]),
    "kidney": ([.2, .15, .15, .3, .5, .7, 1.0, 1.3, 1.7, 2.2, 2.8, 3.5, 4.3, 5.0, 6.0],
               [.25, .2, .2, .4, .65, .95, 1.35, 1.75, 2.3, 3.0, 3.8, 4.7, 5.8, 6.8, 8.1]),
    "acute": ([3.0, .8, .3, .35, .5, .55, .6, .75, .95, 1.3, 1.7, 2.3, 3.0, 4.0, 5.2],
              [3.4, .9, .3, .35, .4, .45, .55, .75, 1.0, 1.4, 2.0, 2.7, 3.5, 4.6, 6.0]),
    "joints": ([.05, .1, .25, .6, .4, .4, .5, .7, 1.0, 1.5, 2.1, 2.8, 3.6, 4.3, 4.5],
               [.05, .1, .3, .9, .7, .6, .7, .9, 1.2, 1.6, 2.1, 2.7, 3.3, 3.8, 4.0]),
    "injury": ([.4, .5, .5, .8, .8, .7, .7, .7, .75, .85, .95, 1.1, 1.3, 1.7, 2.3],
               [.5, .6, .7, 1.5, 1.8, 1.6, 1.4, 1.3, 1.3, 1.35, 1.4, 1.5, 1.6, 1.8, 2.2]),
    "surgery": ([.5, .25, .25, .6, .8, 1.0, 1.2, 1.3, 1.4, 1.5, 1.5, 1.6, 1.8, 2.0, 2.3],
                [.6, .3, .3, .5, .5, .55, .65, .75, .9, 1.1, 1.4, 1.7, 2.0, 2.4, 2.8]),
    "birth": ([0, 0, 0, .35, 1.6, 4.3, 5.4, 3.0, .65, .05, 0, 0, 0, 0, 0], [0] * 15),
    "newborn": ([1] + [0] * 14, [1.1] + [0] * 14),
    "congenital": ([30, 4.0, 1.0, .7] + [.25] * 11, [34, 4.5, 1.1, .75] + [.25] * 11),
    "immune": ([.02, .1, .3, .6, .8, 1.1, 1.3, 1.4, 1.6, 1.8, 2.0, 2.1, 2.1, 2.0, 1.8],
               [.02, .1, .3, .6, .8, .9, 1.0, 1.1, 1.15, 1.25, 1.35, 1.4, 1.4, 1.3, 1.2]),
    "nerves": ([.3, .3, .2, .3, .6, 1.1, 1.7, 2.2, 2.5, 2.6, 2.5, 2.3, 2.0, 1.5, 1.0],
               [.4, .4, .25, .3, .35, .5, .7, .8, .9, 1.0, 1.0, 1.0, 1.0, .8, .6]),
    "inherited": ([1.5, 1.4, 1.3, 1.2, 1.1] + [1.0] * 6 + [.9, .8, .7, .6],
                  [1.5, 1.4, 1.3, 1.2, 1.1] + [1.0] * 6 + [.9, .8, .7, .6]),
    "clotting": ([.12] * 15, [1.8, 2.2, 2.2, 2.2, 2.1, 2.0, 2.0, 1.9, 1.8, 1.7, 1.6, 1.5, 1.4, 1.2, 1.0]),
    "transplant": ([1.2, .8, .35, .4, .5, .6, .7, .9, 1.1, 1.4, 1.8, 2.1, 2.3, 1.6, .8],
                   [1.4, .9, .4, .5, .6, .7, .9, 1.2, 1.6, 2.1, 2.7, 3.2, 3.4, 2.3, 1.1]),
    "gene": ([6.0, 2.5, .5, .5, .5, .5, .6, .7, .8, 1.1, 1.4, 1.8, 2.2, 2.5, 2.5],
             [7.0, 3.0, .7, .7, .7, .7, .7, .8, 1.0, 1.3, 1.7, 2.2, 2.7, 3.0, 3.0]),
}


def scaled(female, male):
    """Female and male factors with mean 1 under 65."""
    female, male = np.asarray(female, float), np.asarray(male, float)
    mean = WEIGHT @ np.concatenate([female[:UNDER_65], male[:UNDER_65]])
    return female / mean, male / mean


def curves(steepness, children):
    """All curves. steepness: multiplies the powers of CMS's curve; children: the levels under 20."""
    out = {}
    for name, power in POWER.items():
        level = CMS ** (power * steepness)
        women = np.asarray(WOMEN[name])
        adult_f, adult_m = level * 2 * women / (1 + women), level * 2 / (1 + women)
        f = np.concatenate([np.array(CHILDREN[name][0]) * children, adult_f])
        m = np.concatenate([np.array(CHILDREN[name][1]) * children, adult_m])
        out[name] = scaled(f, m)
    out["mental_health"] = scaled(*MENTAL)
    for name, (female, male) in CONDITIONS.items():
        out[name] = scaled(female, male)
    return out


def cells(curve):
    female, male = curve
    return np.concatenate([female[:UNDER_65], male[:UNDER_65]])


def ratio_55_64(by_cell):
    old = CELL_AGE >= 55
    return (WEIGHT[old] @ by_cell[old]) / WEIGHT[old].sum() / (WEIGHT @ by_cell)


def children_weight():
    return WEIGHT * np.where(CELL_AGE < 15, 1.0, np.where(CELL_AGE == 15, CHILD_15, 0.0))


def ratio_children(by_cell):
    weight = children_weight()
    return (weight @ by_cell) / weight.sum() / (WEIGHT @ by_cell)


def men_over_women(by_cell, old):
    weight = WEIGHT * (CELL_AGE >= 55) if old else children_weight()
    def mean(of):
        return (weight[of] @ by_cell[of]) / weight[of].sum()
    return mean(~CELL_FEMALE) / mean(CELL_FEMALE)
