"""What a basis file says about itself."""

import ages
import judgement

TIER = {"us-commercial-2026": "gold", "us-commercial-lean": "bronze"}

TITLE = {"gold": "US commercial medical and drug claims, 2026",
         "bronze": "US commercial medical and drug claims under a thin plan, 2026"}

HEAD = """
{what}

Written by models/bases/calibrate: edit the judgement or the targets there, not this file. Every
number is one of: source (events and cost of CMS's 17 services, conditions and services together);
fitted (least squares against models/bases/targets/{name}.csv: frailty, the level of sizes and of cv of
services, incidence, mean and spread of conditions by group, steepness of age curves, level of
children); judgement (models/bases/calibration/judgement.py and ages.py: everything else).
"""
WHAT = {"gold": "A claims basis for US commercial (employer-type) medical and drug coverage in 2026.",
        "bronze": "A claims basis for US commercial medical and drug coverage in 2026 by people who chose a thin plan."}

DOC = {
    "gold": """
Allowed amounts (what plan and member pay together) of members under 65 in a rich (gold) plan. Services
under a shared gamma frailty, and conditions: rare illnesses whose year costs one amount, spread over
services and months. Frailty and conditions are part of it; without them too few members have no claims
and too few have very many. Below 50,000 a year the members above an amount are CMS's. CMS's table is of
individual and small-group plans and caps a person at 222,700; large employers and stop-loss carriers
lie about a third below it between 100,000 and 500,000, so the basis stands between them there
({a100:.2%} of members above 100,000, CMS 1.71%; {a200:.2%} above 200,000, CMS 0.59%). Above 500,000 it
follows a carrier's counts of 2019 carried to 2026 ({a500:.0f} in a million above 500,000, {a1m:.0f}
above a million). Mean of a member under 65 {mean:,.0f}, each person cut at 222,700 {capped:,.0f} (CMS
9,034); of it {cases:.1f} cases of conditions in 1,000 members bring {money:,.0f}. Limits: which
condition costs how much is judged, guided by carriers' shares; a family's members are independent but
for a premature child and its mother; factors above 65 are carried on by judgement.
""",
    "bronze": """
As us-commercial-2026, of members under 65 in a thin (bronze) plan: healthier people who use less. Its
services and its spread below 50,000 are CMS's bronze table; above, where that table ends at 200,000,
the counts of us-commercial-2026 times CMS's own ratio of bronze to gold above 100,000 (0.59;
judgement). Mean of a member under 65 {mean:,.0f}, of it {cases:.1f} cases of conditions in 1,000
members bring {money:,.0f}; {a100:.2%} of members are above 100,000, {a500:.0f} in a million above
500,000 and {a1m:.0f} above a million. Limits as there; age and sex factors are fitted to the same
ratios as there, which were not published for thin plans.
"""}

SOURCES = [
    """Centers for Medicare & Medicaid Services (CMS), Final 2026 Actuarial Value Calculator,
    continuance tables, {tier}, combined (public domain): events and mean cost of 17 services, share of
    members above amounts up to 50,000""",
    """CMS, default federal age curve for plan years from 2018 (public domain): shape of the rise with age""",
    """Health Care Cost Institute (HCCI), report 2018-2022: spending at ages 0-17 and 55-64 over the
    mean, men and women""",
    """HM Insurance Group, high-value claims 2019: employees above 500,000, 750,000 and a million""",
    """K. Grazier, W. G'Sell, Group Medical Insurance Large Claims Database, Society of Actuaries,
    monograph M-HB97-1, 1997 (claims of 1991): shape of the tail above a million""",
    """Employee Benefit Research Institute (EBRI), Issue Brief 493, 2019: share of spending of the top
    1, 5, 10 and 20%""",
    """Agency for Healthcare Research and Quality (AHRQ), MEPS Statistical Briefs 309, 354 and 481: who
    stays in the top 1% and in the lower half; 480: share of the lower half""",
    """RAND Health Insurance Experiment, 1974-1982: correlation of capped dollars year on year; women
    over men by age""",
    """Sun Life, stop-loss claims 2012-2015 by condition; QBE, Accident & Health Market Reports 2023 and
    2024; Tokio Marine HCC, 2025 Annual Market Report: which conditions cost stop-loss carriers""",
]

FRAILTY = """
Fitted: shape with the continuance table, correlation with who stays in the lower half and with the
correlation of capped dollars year on year.
"""

AGES = """
Age and sex factors multiply the expected number of claims, or a condition's incidence. Services, from
20 on: CMS's default curve to the power {hospital:.2f} (hospital), {ambulatory:.2f} (ambulatory),
{drugs:.2f} (drugs): judged proportions, one fitted multiplier, so that ages 55 to 64 cost 1.82 of the
mean with the conditions. Children: judged shapes, one fitted level, so that ages 0 to 17 cost 0.58 of
the mean. Women over men: RAND, smoothed, with 55 to 64 set so that men cost 1.0065 of women there
(HCCI). Mental health and all conditions: judgement, after what registries and hospital statistics
commonly show.

Each curve has mean 1 over the members under 65 of this reference population, per thousand (a rounded
mix of US employer coverage, chosen by judgement); ages 70 and over share the last row.
"""

SERVICES = """
Claims outside conditions. Behind each name, per 1,000 members under 65: CMS's events and cost per
event (source), and what the conditions below carry of them; frequency and mean amount are what is
left. `size` and `cv`: judged per service, times fitted multipliers ({rare:.2f} for sizes of rare
services, {common:.2f} of common, {routine:.2f} of routine ones; {cv:.2f} for cv). Lags from incurred to
paid: judgement, longer for what is reviewed before it is paid, {limit} days at most; a condition's
payments each take the lag of their service.

The last {own} are services of conditions alone, beside CMS's: their cost, {dollars:.0f} a member, is
about what lies above the 222,700 at which CMS cuts a person, so that services and capped total both
agree with it.
"""

CONDITIONS = """
Conditions. Incidence, mean and cv of a case's year: judged, times fitted multipliers by group: episodes
(surgery, admissions, autoimmune disease) cases x {ec:.2f}, amount x {ea:.2f}; severe ones (cancer, heart,
kidney, congenital, sepsis, trauma, nerves) cases x {sc:.2f}, amount x {sa:.2f}, sigma x {ss:.2f}; extreme
ones (transplant, haemophilia, gene and cell therapy, rare diseases' drugs) cases x {xc:.2f}, amount
x {xa:.2f}, sigma x {xs:.2f}. Births and premature births are as judged. Spread over services and months:
judgement. `continues`: judged, times a fitted {continuing:.2f}.
"""


def words(m, name):
    """The texts of page.text for a fitted model."""
    whole, _ = m.law()
    f, own = m.fitted, m.by_conditions()
    weight = {c: ages.WEIGHT @ m.factors[c.judged.curve] for c in m.conditions}
    doc = {"a100": whole.above(1e5), "a200": whole.above(2e5), "a500": 1e6 * whole.above(5e5),
           "a1m": 1e6 * whole.above(1e6), "mean": whole.mean(), "capped": whole.capped(222_700),
           "cases": 1000 * sum(c.incidence * weight[c] for c in m.conditions),
           "money": sum(c.incidence * weight[c] * c.mean for c in m.conditions)}
    return {
        "name": name, "title": TITLE[m.tier],
        "head": HEAD.format(what=WHAT[m.tier], name=name),
        "doc": DOC[m.tier].format(**doc),
        "sources": [s.format(tier=m.tier) for s in SOURCES],
        "frailty": FRAILTY,
        "ages": AGES.format(**{k: v * f["steepness"] for k, v in ages.POWER.items()}),
        "services": SERVICES.format(rare=f["size_rare"], common=f["size_common"], routine=f["size_routine"],
                                    cv=f["cv"], limit=540, own=len(judgement.OWN),
                                    dollars=sum(own[n][1] for n in judgement.OWN)),
        "conditions": CONDITIONS.format(ec=f["episode_cases"], ea=f["episode_amount"], sc=f["severe_cases"],
                                        sa=f["severe_amount"], ss=f["severe_spread"], xc=f["extreme_cases"],
                                        xa=f["extreme_amount"], xs=f["extreme_spread"], continuing=m.continuing)}
