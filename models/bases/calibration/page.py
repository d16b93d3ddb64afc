"""The basis file: what was fitted or judged, in the format of models/bases/README.md, version 2."""

import textwrap

import numpy as np

import ages
import judgement
import model

LAG_LIMIT = 540


def number(x):
    if x == int(x) and abs(x) < 1e15:
        return str(int(x))
    return np.format_float_positional(x, trim="-")


def wrapped(text, indent, first=""):
    return textwrap.fill(" ".join(text.split()), 100, initial_indent=first or indent,
                         subsequent_indent=indent, break_on_hyphens=False)


def comment(text):
    return "\n#\n".join(wrapped(part, "# ") for part in text.strip().split("\n\n"))


def row(values):
    return "[" + ", ".join(f"{v:g}" for v in values) + "]"


def age_curves(m):
    used = sorted({s.judged.curve for s in m.services} | {c.judged.curve for c in m.conditions},
                  key=list(m.curves).index)
    out = ["age_curves:"]
    for name in used:
        female, male = m.curves[name]
        out += [f"  - name: {name}", f"    ages:   {row(ages.AGES)}",
                f"    female: {row(female)}", f"    male:   {row(male)}"]
    return out


def population():
    return ["reference_population:", f"  ages:   {row(ages.AGES)}",
            f"  female: {row(ages.FEMALE)}", f"  male:   {row(ages.MALE)}"]


def lag(mean, cv):
    return f"    lag: {{distribution: lognormal, mean: {number(mean)}, cv: {number(cv)}, limit: {LAG_LIMIT}}}"


def services(m):
    carried, out = m.by_conditions(), ["services:"]
    for s in m.services:
        events, dollars = carried[s.name]
        seen, cost = s.seen
        out.append(f"  - name: {s.name}" + (f"  # CMS {1000 * seen:.2f} at {cost:.2f}; conditions "
                   f"{1000 * events:.2f} at {dollars / events:.2f}" if events > 0
                   else f"  # CMS {1000 * seen:.2f} at {cost:.2f}; all here"))
        if s.judged.line != "medical":
            out.append(f"    line: {s.judged.line}")
        out += [f"    frequency: {{distribution: negative_binomial, mean: {number(s.frequency)}, size: {number(s.size)}}}",
                f"    severity: {{distribution: lognormal, mean: {s.amount:.2f}, cv: {number(s.cv)}}}",
                lag(*s.judged.lag), f"    age_curve: {s.judged.curve}"]
    for name, (line, days, what) in judgement.OWN.items():
        events, dollars = carried[name]
        out += [f"  - name: {name}  # {what}: {1000 * events:.3f} at {dollars / events:.2f}, conditions' alone"]
        if line != "medical":
            out.append(f"    line: {line}")
        out += ["    frequency: {distribution: poisson, mean: 0}",
                f"    severity: {{distribution: constant, value: {dollars / events:.2f}}}", lag(*days)]
    return out


def part(service, share, events):
    return f"{{service: {service}, share: {number(share)}, events: {events}}}"


def conditions(m):
    out = ["conditions:"]
    for c in m.conditions:
        out += [f"  - name: {c.name}",
                f"    incidence: {number(c.incidence)}", f"    age_curve: {c.judged.curve}",
                f"    severity: {{distribution: lognormal, mean: {number(c.mean)}, cv: {number(c.cv)}}}",
                "    services:"]
        out += ["      - " + part(*p) for p in c.judged.spread]
        if len(set(c.judged.months)) > 1:
            out.append(f"    months: {row(c.judged.months)}")
        if c.continues:
            out.append(f"    continues: {number(c.continues)}")
        if c.name in judgement.MOTHER:
            mean, cv, service = judgement.MOTHER[c.name]
            out += ["    mother:",
                    f"      severity: {{distribution: lognormal, mean: {number(mean)}, cv: {number(cv)}}}",
                    f"      services: [{part(service, 1, 1)}]"]
    return out


def text(m, words):
    """words: name, title, doc, sources, notes by section."""
    out = [comment(words["head"]), "stoploss_basis: 2", f"name: {words['name']}", f"title: {words['title']}",
           "currency: USD",
           "date: 2026-07-01                  # the amounts are money of this day: the middle of the year 2026",
           "doc: >-", wrapped(words["doc"], "  "), "sources:"]
    for source in words["sources"]:
        out += ["  - >-", wrapped(source, "    ")]
    out += ["", comment(words["frailty"]),
            f"frailty: {{distribution: gamma, shape: {number(m.shape)}, correlation: {number(m.correlation)}}}",
            "", *population(), "", comment(words["ages"]), *age_curves(m),
            "", comment(words["services"]), *services(m),
            "", comment(words["conditions"]), *conditions(m)]
    return "\n".join(out) + "\n"
