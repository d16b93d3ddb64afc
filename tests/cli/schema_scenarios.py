"""The JSON Schema of a scenario against the program: usage: schema_scenarios.py STOPLOSS SOURCE.

1. No false alarm: what the program takes, the schema takes. Every scenario of the source tree that
   `check` accepts, and its resolved copy with every default written out.
2. No blindness: faults put into a rich scenario one at a time (unknown keys, wrong types, out of
   range, missing) are refused by the program and by the schema; as are those of tests/cli/bad.
"""

import concurrent.futures
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
BAD_AT_LEAST = 100


class Core(yaml.CSafeLoader):
    """YAML 1.2's core schema, as editors read it: `on` is a text, 1e6 a number, a date a text."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(true|false)$", "tf"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf)$", "-+.0123456789"),
    ("null", r"^(~|null|)$", ["~", "n", ""]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
Core.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node).lstrip("+"))
)


def run(*arguments):
    return subprocess.run(
        [PROGRAM, *map(str, arguments)], capture_output=True, encoding="utf-8", errors="replace", check=False
    )


SCHEMA = json.loads(run("explain", "--json-schema").stdout)
jsonschema.Draft202012Validator.check_schema(SCHEMA)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def complaint(document):
    """The first thing the schema has against it, or None."""
    for error in VALIDATOR.iter_errors(document):
        place = "/".join(map(str, error.absolute_path))
        return f"{place}: {error.message[:200]}"
    return None


def read(text):
    try:
        return yaml.load(text, Loader=Core)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, ValueError):
        return None


def check(path):
    return path, run("check", path, "--resolved")


FAILED = []


def judge(good, words):
    if not good:
        FAILED.append(words)
        print(words)


def what_the_program_takes():
    paths = [p for p in SOURCE.glob("scenarios/*.yaml")]
    paths += SOURCE.glob("tests/**/*.yaml")
    taken = refused = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for path, resolved in pool.map(check, sorted(paths)):
            try:
                document = read(path.read_text(encoding="utf-8"))
            except UnicodeDecodeError:
                document = None
            if not isinstance(document, dict) or "stoploss_basis" in document:
                continue
            against = complaint(document)
            if resolved.returncode == 0:
                taken += 1
                judge(against is None, f"{path}: the program takes it, the schema does not: {against}")
                again = complaint(read(resolved.stdout))
                judge(again is None, f"{path}, resolved: {again}")
            elif path.parent.name == "bad":
                refused += against is not None
    return taken, refused


BASE = {
    "stoploss": 1,
    "name": "Base",
    "start": "2026-01-01",
    "census": "census.csv",
    "cash_flow": {"working_capital": 0.9},
    "claims": {
        "trend": 0.05,
        "services": [
            {
                "name": "inpatient",
                "frequency": {"distribution": "poisson", "mean": 0.1},
                "severity": {"distribution": "lognormal", "mean": 9000, "cv": 2},
            },
            {
                "name": "drugs",
                "frequency": {"distribution": "poisson", "mean": 3},
                "severity": {
                    "distribution": "mixture",
                    "weights": [0.5, 0.5],
                    "of": [{"distribution": "exponential", "mean": 9}, {"distribution": "gamma", "shape": 2, "scale": 5}],
                },
            },
        ],
    },
    "plans": [{"name": "PPO", "deductible": {"person": 500, "family": 1000}, "coinsurance": 0.2, "copays": {"drugs": 10}}],
    "arrangements": [
        {
            "name": "ASO",
            "kind": "aso",
            "fees": [{"name": "tpa", "amount": 30, "per": "employee_month"}],
            "specific": {
                "deductible": 50000,
                "contract": "12/15",
                "premium": {"tiers": {"employee": 50, "employee_spouse": 90, "employee_children": 80, "family": 120}},
                "lasers": [{"member": 1, "deductible": 90000}],
            },
            "aggregate": {"factors": 600, "minimum": {"of_first_month": 0.9}, "accommodation": True},
            "taxes": [{"name": "tax", "rate": 0.02, "on": ["premium"]}],
        },
        {"name": "Insured", "kind": "fully_insured", "premium": {"amount": 500, "per": "employee_month"}},
    ],
    "simulation": {"trials": 100, "seed": 3},
}
CENSUS = "employee,relationship,age,sex,plan\nE1,employee,40,F,PPO\nE1,spouse,41,M,PPO\nE2,employee,30,M,PPO\n"

GONE = object()
INPATIENT = ("claims", "services", 0)
ASO = ("arrangements", 0)
FAULTS = [
    # unknown keys
    (("nmae",), "x"),
    (("cash_flow", "reimbursement"), 1),
    (("claims", "tend"), 0.05),
    ((*INPATIENT, "color"), "red"),
    ((*INPATIENT, "frequency", "sd"), 1),
    ((*INPATIENT, "severity", "shape"), 1),
    (("plans", 0, "deductible", "persons"), 500),
    (("plans", 0, "specific"), {"deductible": 1}),
    ((*ASO, "deductible"), 1),
    ((*ASO, "specific", "deductable"), 1),
    ((*ASO, "specific", "premium", "age_rated"), 100),
    ((*ASO, "specific", "premium", "tiers", "couple"), 100),
    ((*ASO, "aggregate", "minimum", "of_second_month"), 1),
    (("simulation", "trails"), 100),
    # wrong types
    (("stoploss",), "one"),
    (("start",), "January"),
    (("start",), "01/02/2026"),
    (("cash_flow",), "yes"),
    (("claims",), []),
    (("claims", "trend"), "high"),
    ((*INPATIENT, "frequency"), 0.1),
    ((*INPATIENT, "severity"), "lognormal"),
    ((*INPATIENT, "severity", "distribution"), "lognormall"),
    ((*INPATIENT, "seasonality"), 1),
    (("claims", "services", 1, "severity", "of"), {"distribution": "exponential", "mean": 9}),
    (("plans",), {"name": "PPO"}),
    (("plans", 0, "deductible"), "none"),
    (("plans", 0, "copays"), [10]),
    ((*ASO, "fees", 0, "per"), "fortnight"),
    ((*ASO, "specific", "contract"), "12-15"),
    ((*ASO, "specific", "lasers", 0, "member"), 1.5),
    ((*ASO, "specific", "lasers", 0, "excluded"), "maybe"),
    ((*ASO, "aggregate", "accommodation"), 1),
    ((*ASO, "taxes", 0, "on"), ["salary"]),
    (("arrangements",), "aso"),
    ((*ASO, "kind"), "asso"),
    (("name",), None),
    # out of range
    (("stoploss",), 2),
    (("months",), 13),
    (("months",), 0),
    (("cash_flow", "working_capital"), 1),
    (("claims", "trend"), -1),
    (("claims", "risk_factor"), -0.5),
    (("claims", "area_factor"), 0),
    ((*INPATIENT, "frequency", "mean"), -0.1),
    ((*INPATIENT, "severity", "cv"), -1),
    (("plans", 0, "coinsurance"), 1.2),
    (("plans", 0, "deductible", "person"), -1),
    ((*ASO, "specific", "deductible"), -50000),
    ((*ASO, "specific", "contract"), "12/61"),
    ((*ASO, "specific", "lasers", 0, "member"), 0),
    ((*ASO, "aggregate", "corridor"), 0),
    ((*ASO, "taxes", 0, "rate"), 1.5),
    (("simulation", "trials"), 0),
    (("simulation", "seed"), -1),
    (("start",), "1899-12-31"),
    # missing, or not for this kind
    (("stoploss",), GONE),
    (("name",), GONE),
    (("start",), GONE),
    (("census",), GONE),
    (("claims",), GONE),
    (("plans",), GONE),
    (("plans",), []),
    (("arrangements",), GONE),
    (("arrangements",), []),
    (("plans", 0, "name"), GONE),
    ((*INPATIENT, "frequency"), GONE),
    ((*INPATIENT, "frequency", "mean"), GONE),
    ((*INPATIENT, "severity", "cv"), GONE),
    ((*INPATIENT, "severity", "sigma"), 1),
    (("claims", "services", 1, "severity", "weights"), GONE),
    ((*ASO, "kind"), GONE),
    ((*ASO, "fees", 0, "name"), GONE),
    ((*ASO, "specific", "deductible"), GONE),
    ((*ASO, "taxes", 0, "on"), GONE),
    ((*ASO, "premium"), {"amount": 1, "per": "employee_month"}),
    ((*ASO, "surplus_share"), 0.5),
    (("arrangements", 1, "premium"), GONE),
    (("arrangements", 1, "specific"), {"deductible": 1}),
]


def with_fault(place, value):
    document = copy.deepcopy(BASE)
    at = document
    for key in place[:-1]:
        at = at[key]
    if value is GONE:
        del at[place[-1]]
    else:
        at[place[-1]] = value
    return document


def judge_fault(folder, number, place, value):
    path = folder / f"{number}.yaml"
    document = with_fault(place, value)
    path.write_text(json.dumps(document), encoding="utf-8")
    return run("check", path).returncode, complaint(document)


def faults(folder):
    (folder / "census.csv").write_text(CENSUS, encoding="utf-8")
    (folder / "base.yaml").write_text(json.dumps(BASE), encoding="utf-8")
    base = run("check", folder / "base.yaml")
    judge(base.returncode == 0, f"the base itself: {base.stderr}")
    judge(complaint(BASE) is None, f"the base itself: {complaint(BASE)}")
    for number, (place, value) in enumerate(FAULTS):
        status, against = judge_fault(folder, number, place, value)
        words = f"{'.'.join(map(str, place))} = {'(left out)' if value is GONE else value}"
        judge(status == 65, f"{words}: the program ends with {status}")
        judge(against is not None, f"{words}: the schema takes it")


def defaults(schema, path=""):
    """Every default is valid where it stands."""
    if isinstance(schema, dict):
        if "default" in schema:
            here = {k: v for k, v in schema.items() if k not in ("default", "description")}
            here["$defs"] = SCHEMA["$defs"]
            good = jsonschema.Draft202012Validator(here).is_valid(schema["default"])
            judge(good, f"{path}: its default {schema['default']} is not valid")
        for key, value in schema.items():
            defaults(value, f"{path}/{key}")


TAKEN, REFUSED = what_the_program_takes()
judge(TAKEN >= 40, f"only {TAKEN} scenarios that the program takes were found")
judge(REFUSED >= BAD_AT_LEAST, f"the schema refuses only {REFUSED} of tests/cli/bad")
with tempfile.TemporaryDirectory() as scratch:
    faults(pathlib.Path(scratch))
defaults(SCHEMA)
print(f"{TAKEN} valid, {REFUSED} of tests/cli/bad and {len(FAULTS)} faults refused; {len(FAILED)} disagreements")
sys.exit(1 if FAILED else 0)
