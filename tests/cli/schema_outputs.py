"""What every subcommand prints with --json against its JSON Schema.

usage: schema_outputs.py STOPLOSS SOURCE FOLDER decisions|others

Each real output is valid; a member more than the schema knows, or one less, in any object of it, is
refused (so a new member without a schema fails here, and a schema cannot rot into one of anything).
"""

import copy
import json
import pathlib
import subprocess
import sys

import jsonschema

PROGRAM, SOURCE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
SHIPPED = SOURCE / "scenarios"
EXACT = SOURCE / "tests/cli/good/number-exponent.yaml"
IMPORTS = SOURCE / "tests/cli/import"
WHICH = sys.argv[4]
FAILED = []
# Objects whose members are the file's own names, or those that a block of a document has.
FREE = {
    "import-quotes": {"enrolment", "rates", "factors", "premium", "fees_pepm", "fees", "taxes", "components_monthly",
                      "administration", "stop_loss", "claims_fund", "out_of_country", "annual", "pepm", "at_maximum",
                      "at_expected"},
}
# Members of a block of a document that others do not have.
BLOCKS = {"question", "value", "standard_error", "source", "cells", "text", "level", "items", "name", "caption", "columns", "rows"}
OPTIONAL = {
    "import-quotes": {"container", "encoding", "delimiter", "sheet", "attachment"},
    "exhibit": BLOCKS,
    "report": BLOCKS,
}
LITTLE = ("--set", "simulation.pricing_trials=200")


def is_optional(name, path, key):
    """Exact figures are of a run with --exact, and only those that are known."""
    if name == "summary":
        return (path, key) == ((), "exact")
    if is_free(name, path):
        return True
    if name == "exhibit" and path[:1] != ("document",):
        return False
    if key in OPTIONAL.get(name, ()):
        return OPTIONAL[name] is not BLOCKS or not lookup_is_cell(path, key)
    return name == "exact" and path[-1:] in (("figures",), ("group",))


def is_free(name, path):
    return bool(FREE.get(name, set()).intersection(path[-1:]))


def lookup_is_cell(path, key):
    """A cell has its words always, a row its label."""
    return key == "text" and path[-2:-1] == ("cells",)


def run(*arguments, allowed=(0,)):
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)], cwd=FOLDER, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode not in allowed:
        FAILED.append(f"{arguments}: exit {done.returncode}: {done.stderr[-300:]}")
    return done.stdout


def validator(name):
    schema = json.loads(run("explain", f"--json-schema={name}"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for definition, meaning in schema["$defs"].items():
        if not isinstance(meaning, dict):
            FAILED.append(f"{name}: $defs/{definition} is not put in")
    return jsonschema.Draft202012Validator(schema)


def places(document, path=()):
    """One object of each form: the first item stands for a list."""
    if isinstance(document, dict):
        yield path
        for key, value in document.items():
            yield from places(value, (*path, key))
    elif isinstance(document, list) and document:
        yield from places(document[0], (*path, 0))


def changed(document, path, key, value=None):
    other = copy.deepcopy(document)
    at = other
    for step in path:
        at = at[step]
    if value is None:
        del at[key]
    else:
        at[key] = value
    return other


def lookup(document, path):
    for step in path:
        document = document[step]
    return document


def check_strictness(name, schema, document):
    tried = 0
    for path in places(document):
        if not is_free(name, path) and schema.is_valid(changed(document, path, "another", 1)):
            FAILED.append(f"{name}: an unknown member at {path} is taken")
        for key in lookup(document, path):
            tried += 1
            optional = is_optional(name, path, key)
            if schema.is_valid(changed(document, path, key)) != optional:
                FAILED.append(f"{name}: {path} without {key} is {'refused' if optional else 'taken'}")
    return tried


def check(name, outputs, strict):
    """All outputs are valid; the first of them, cut short, is changed in every way."""
    schema = validator(name)
    documents = [json.loads(text) for text in outputs if text]
    for document in documents:
        for error in list(schema.iter_errors(document))[:3]:
            FAILED.append(f"{name}: {list(error.absolute_path)}: {error.message[:300]}")
    tried = sum(check_strictness(name, schema, cut(documents[i])) for i in strict if i < len(documents))
    print(f"{name}: {len(documents)} outputs, {tried} members")


def cut(document):
    """Lists to their first item, but for those whose length is fixed (9 levels) or that are short."""
    if isinstance(document, dict):
        return {key: cut(value) for key, value in document.items()}
    if isinstance(document, list) and document and isinstance(document[0], dict):
        return [cut(document[0])]
    return document


def decisions():
    few = ("--trials", "520", *LITTLE)
    for name in ("canadian-office", "flower-shop", "level-funded-startup", "machine-shop"):
        yield run("run", SHIPPED / f"{name}.yaml", *few, "--json", "-o", f"{name}.h5")
    yield run("run", EXACT, *few, "--json", "--exact", "--rare=200", "-o", "exact.h5")
    yield run("run", SOURCE / "tests/cli/funding.yaml", *few, "--json", "-o", "funding.h5")
    yield run("run", SHIPPED / "flower-shop.yaml", "--json", *LITTLE, "-o", "goal.h5", "--precision", "5%")
    yield run("run", EXACT, *few, "--json", "-o", "seed.h5", "--seed", "18446744073709551615")
    yield run("summary", "machine-shop.h5", "--json")


def exhibits():
    for name in ("canadian-office", "level-funded-startup", "machine-shop"):
        run("run", SHIPPED / f"{name}.yaml", "--trials", "520", *LITTLE, "-q", "-o", f"{name}-quotes.h5")
        yield run("exhibit", f"{name}-quotes.h5", "--json")


def reports():
    for name in ("canadian-office", "level-funded-startup", "machine-shop"):
        yield run("report", f"{name}-quotes.h5", "--json")


def imports():
    for path in sorted(IMPORTS.glob("*.csv")) + sorted(IMPORTS.glob("*.txt")):
        yield run("import", "census", path, "--effective", "2026-01-01", "--json", allowed=(0, 65))


def others():
    check(
        "sweep",
        [
            run("sweep", SHIPPED / "machine-shop.yaml", "--specific", "50k,100k", "--corridor", "1.1,1.25", "--trials", "520", *LITTLE, "--json", "-o", "sweep.h5")
        ],
        (0,),
    )
    check("exact", [run("exact", EXACT, "--json")], (0,))
    check("exhibit", list(exhibits()), (0,))
    check("report", list(reports()), (0,))
    check("verify", [run("verify", "machine-shop-quotes.h5", "--json"), run("verify", EXACT, "--json", allowed=(65,))], (0, 1))
    run("run", SHIPPED / "level-funded-startup.yaml", "--trials", "520", *LITTLE, "-q", "-s", "2", "-o", "other-seed.h5")
    run("run", SHIPPED / "level-funded-startup.yaml", "--trials", "520", *LITTLE, "-q", "--set", "arrangements.0.fees.0.amount*=2", "-o", "other-fee.h5")
    startup = "level-funded-startup-quotes.h5"
    several = ("other-fee.h5", "other-seed.h5", startup)
    check("diff", [run("diff", startup, path, "--json", allowed=(0, 1)) for path in several], (0,))
    quotes = sorted((SOURCE / "tests/cli/quotes").glob("*.csv"))
    check("import-quotes", [run("import", "quotes", path, "--json") for path in quotes[:10]], (0, 9))
    check("optimize", [run("optimize", SHIPPED / "machine-shop.yaml", "-t", "520", *LITTLE, "--json"), run("optimize", SHIPPED / "machine-shop.yaml", "-t", "520", *LITTLE, "--json", "--max-reserve", "0")], (0,))
    check("sensitivity", [run("sensitivity", SOURCE / "tests/cli/funding.yaml", "-t", "64", "--json"), run("sensitivity", EXACT, "-t", "64", "--json", "-q")], (0,))
    check("replay", [run("replay", SHIPPED / "machine-shop.yaml", "--claims", SHIPPED / "machine-shop-large-claims.csv", *LITTLE, "--json")], (0,))
    month = ("track", SHIPPED / "machine-shop.yaml", "-t", "512", *LITTLE, "--json", "--actual", SHIPPED / "machine-shop-paid.csv")
    check("track", [run(*month, "--claimants", SHIPPED / "machine-shop-claimants.csv"), run(*month)], (0,))
    year = ("trace", SHIPPED / "flower-shop.yaml", "--trial", "7", "--persons", "2", "--json", *LITTLE)
    funding = ("trace", SOURCE / "tests/cli/funding.yaml", "--trial", "7", "--persons", "2", "--json")
    check("trace", [run(*year), run(*funding)], (0,))
    check("validate", [run("validate", "us-commercial-2026", "--census", SHIPPED / "flower-shop.csv", "--years", "1.1e5", "-q", "--json")], (0,))
    group = ("fit", SHIPPED / "bakery-claims.csv", "--json", "--census", SHIPPED / "bakery-members.csv")
    check("fit", [run(*group, "--manual", "us-commercial-2026", "--pool", "50k", "--trend", "0.07"), run(*group)], (0,))
    check("import-census", list(imports()), (0,))


if WHICH == "decisions":
    check("summary", list(decisions()), (3, 4, 6))
else:
    others()
for failure in FAILED:
    print(failure)
sys.exit(1 if FAILED else 0)
