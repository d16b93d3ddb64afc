"""ca-extended-health-2026: arithmetic on what insurers paid, and judged conditions of high-cost drugs."""

import numpy as np

import ages
import model
import page

NAME = "ca-extended-health-2026"
YEARS = 5                          # from 2021 to 2026
HIGH_COST = 0.48                   # of drug benefits paid in 2026
REIMBURSED = 0.95                  # of a high-cost drug's bill: members' maxima are reached

# name, cases in 1,000 people, mean CAD of a year's drugs, cv, continues, curve, claims a year
CONDITIONS = [
    ("autoimmune_disease", 8.2, 22_500, 0.50, 0.85, "immune", 10),
    ("multiple_sclerosis_and_nerves", 1.0, 33_000, 0.50, 0.88, "nerves", 11),
    ("cancer_drugs", 1.2, 46_000, 0.90, 0.50, "cancer", 9),
    ("rare_disease_drugs", 0.12, 280_000, 0.80, 0.95, "inherited", 12),
    ("other_high_cost_drugs", 1.7, 19_000, 0.60, 0.50, "immune", 8),
]

HEAD = """
A claims basis for Canadian group benefits in 2026: drugs with high-cost drugs apart, dental, vision and
extended health.

Written by models/bases/calibrate from targets/ca-extended-health-2026.csv and calibration/canada.py:
edit those, not this file. Source: what insurers paid per covered person in 2021, and the share of
high-cost drugs. All else is judgement, fitted to nothing.
"""
DOC = """
Provincial plans pay for doctors and hospitals; a group plan pays for what is here. Money per person of
each benefit: what Canadian insurers paid in 2021 per person covered by supplementary health insurance,
carried to 2026 at rates of judgement and grossed up by the judged share of a bill that plans reimburse.
Members with high-cost drugs are conditions, which continue from year to year: {cases:.1f} in 1,000
people cost {money:.0f} a person, so that {paid:.0%} of drug benefits paid is theirs ({claimants:.1%} of
claimants, if two people of three claim a drug in a year); {above:.2%} of people have more than 10,000 of
such drugs in a year. Pooling of the Canadian Drug Insurance Pooling Corporation begins at 10,000. The
money is a mean over all covered people, also those whose plan lacks a benefit, so a rich plan costs more
(`area_factor`). Provincial drug plans are not modelled beyond what the mean contains. Expected allowed
amount of the reference population: {total:,.2f} a person.
"""
SOURCES = [
    """Canadian Life and Health Insurance Association (CLHIA), Canadian Life and Health Insurance
    Facts, 2022 edition, page 16: benefits paid in 2021 by type and people covered""",
    """Canadian Drug Insurance Pooling Corporation (CDIPC), news release of 2021-01-21: people above
    10,000 in pooled plans, share of drug benefits paid for high-cost drugs, share of claimants""",
    """Judgement: everything else, as stated in doc and in the comments of the file""",
]
WEIGHT = np.array(ages.FEMALE + ages.MALE, dtype=float)
WEIGHT /= WEIGHT.sum()

DENTAL = ([.05, .40, 1.0, .95, .80, .80, .85, .92, 1.0, 1.08, 1.15, 1.2, 1.25, 1.25, 1.2],
          [.05, .40, 1.0, .90, .68, .68, .74, .82, .90, 1.0, 1.08, 1.15, 1.2, 1.22, 1.2])
VISION = ([.02, .15, .75, 1.05, 1.0, .95, .95, .95, 1.05, 1.25, 1.4, 1.4, 1.35, 1.3, 1.3],
          [.02, .15, .65, .80, .70, .70, .70, .75, .85, 1.05, 1.2, 1.25, 1.25, 1.25, 1.25])
PARAMEDICAL = ([.05, .10, .20, .60, .95, 1.25, 1.5, 1.6, 1.65, 1.65, 1.6, 1.5, 1.35, 1.2, 1.0],
               [.05, .10, .20, .40, .55, .75, .88, .98, 1.02, 1.05, 1.05, 1.0, .95, .85, .80])


def scaled(curve):
    female, male = (np.asarray(v, float) for v in curve)
    mean = WEIGHT @ np.concatenate([female, male])
    return np.round(female / mean, 4), np.round(male / mean, 4)


def curves():
    """By name, with mean 1 over the whole reference population."""
    out = {"drugs": scaled(ages.curves(1.15, 1.0)["drugs"]), "dental": scaled(DENTAL),
           "vision": scaled(VISION), "paramedical": scaled(PARAMEDICAL)}
    for *_, curve, _ in CONDITIONS:
        out[curve] = scaled(ages.CONDITIONS[curve])
    return out


def services():
    """(row of the table, frequency, mean amount)."""
    out = []
    for r in model.rows(NAME + ".csv"):
        paid = float(r["paid_2021"]) * float(r["part"]) * (1 + float(r["trend"])) ** YEARS
        frequency = float(r["events_per_1000"]) / 1000
        out.append((r, frequency, round(paid / float(r["share"]) / frequency, 2)))
    return out


def facts():
    from scipy import special
    high = sum(n / 1000 * mean for _, n, mean, *_ in CONDITIONS)
    drugs = next(f * a * float(r["share"]) for r, f, a in services() if r["service"] == "prescription_drugs")
    above = 0
    for _, n, mean, cv, *_ in CONDITIONS:
        s = np.sqrt(np.log1p(cv * cv))
        above += n / 1000 * special.ndtr((np.log(mean / 10_000) - s * s / 2) / s)
    cases = sum(n for _, n, *_ in CONDITIONS)
    return {"cases": cases, "money": high, "paid": high * REIMBURSED / (high * REIMBURSED + drugs),
            "claimants": cases / 1000 / (2 / 3), "above": above,
            "total": high + sum(f * a for _, f, a in services())}


def text():
    """The file."""
    out = [page.comment(HEAD), "stoploss_basis: 2", f"name: {NAME}",
           "title: Canadian drugs, dental, vision and extended health, 2026", "currency: CAD",
           "date: 2026-07-01                  # the amounts are money of this day: the middle of the year 2026",
           "doc: >-", page.wrapped(DOC.format(**facts()), "  "), "sources:"]
    for source in SOURCES:
        out += ["  - >-", page.wrapped(source, "    ")]
    out += ["", page.comment("""Judgement; the correlation lets heavy users of care stay so."""),
            "frailty: {distribution: gamma, shape: 1, correlation: 0.85}", "",
            page.comment("""Age and sex factors, judgement, each with mean 1 over this reference population (that of the US
            bases, those of 65 and over included)."""), *page.population(), "", "age_curves:"]
    for name, (female, male) in curves().items():
        out += [f"  - name: {name}", f"    ages:   {page.row(ages.AGES)}",
                f"    female: {page.row(female)}", f"    male:   {page.row(male)}"]
    out += ["", page.comment("""Behind each name, CAD a person in 2026: paid, and allowed = paid / the share that plans
            reimburse; paid is that of 2021 (CLHIA), times the part of its benefit, carried on at the trend."""),
            "services:"]
    for r, frequency, amount in services():
        allowed = frequency * amount
        law = f"negative_binomial, mean: {page.number(frequency)}, size: {r['size']}"
        out += [f"  - name: {r['service']}  # paid {allowed * float(r['share']):.2f}, allowed {allowed:.2f}: "
                f"{r['paid_2021']} x {r['part']} at {float(r['trend']):.0%}, share {r['share']}"]
        if r["line"] != "medical":
            out.append(f"    line: {r['line']}")
        out += [f"    frequency: {{distribution: {law}}}",
                f"    severity: {{distribution: lognormal, mean: {amount:.2f}, cv: {r['cv']}}}",
                page.lag(float(r["lag"]), 0.8), f"    age_curve: {r['curve']}"]
    out += ["  - name: high_cost_drugs  # of the conditions alone", "    line: pharmacy",
            "    frequency: {distribution: poisson, mean: 0}",
            "    severity: {distribution: constant, value: 2000}", page.lag(11, 0.8), "",
            page.comment("""People with high-cost drugs: judgement, so that their share of drug benefits is CDIPC's, carried
            on. A year's drugs are spread evenly over claims."""), "conditions:"]
    for name, n, mean, cv, stays, curve, claims in CONDITIONS:
        out += [f"  - name: {name}", f"    incidence: {page.number(model.significant(n / 1000, 6))}", f"    age_curve: {curve}",
                f"    severity: {{distribution: lognormal, mean: {mean}, cv: {cv:g}}}",
                "    services:", "      - " + page.part("high_cost_drugs", 1, claims),
                f"    continues: {stays:g}"]
    return "\n".join(out) + "\n"
