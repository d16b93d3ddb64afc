"""The comparison told: a table, what fell behind the stored ratios, the picture."""

import json
import subprocess
import sys

from harness import page, program

REFERENCE = program.ROOT / "bench" / "results" / "reference.json"
TOLERANCE = 0.10


def _number(x):
    if x is None:
        return "-"
    return f"{x:,.0f}" if abs(x) >= 1000 else f"{x:.4g}"


def table(ratios, write):
    width = max(len(ratio.what) for ratio in ratios)
    write(f"{'':{width}}  {'value':>9}  {'target':>9}\n")
    for ratio in ratios:
        bound = "" if ratio.target is None else f"{'<' if ratio.at_most else '>'} {ratio.target:g}"
        write(f"{ratio.what:{width}}  {_number(ratio.value):>9}  {bound:>9}  {ratio.verdict()}\n")


def speeds(outcomes, write):
    width = max(map(len, outcomes))
    write(f"\n{'':{width}}  {'M member-years/s':>16}  {'M claims/s':>10}\n")
    for name, row in outcomes.items():
        years, claims = row["member_years_per_second"] / 1e6, row["claims_per_second"]
        shown = "-" if claims is None else f"{claims / 1e6:.1f}"
        write(f"{name:{width}}  {years:16.3f}  {shown:>10}\n")


def load_reference():
    return json.loads(REFERENCE.read_text()) if REFERENCE.exists() else None


def regressions(ratios, reference, quick):
    """[(key, stored, now)] of ratios more than a tenth worse than those stored for work of the
    same size."""
    stored = (reference or {}).get("quick" if quick else "full", {}).get("ratios", {})
    return [
        {"key": r.key, "what": r.what, "stored": stored[r.key], "now": r.value}
        for r in ratios
        if r.is_comparable()
        and stored.get(r.key)
        and r.better(stored[r.key]) < 1.0 - TOLERANCE
    ]


def store(document, ratios, quick):
    reference = load_reference() or {}
    reference["quick" if quick else "full"] = {
        "machine": document["machine"],
        "version": document["version"],
        "ratios": {r.key: r.value for r in ratios if r.is_comparable()},
    }
    REFERENCE.write_text(json.dumps(reference, indent=2, sort_keys=True) + "\n")


def tell_regressions(found, reference, write):
    if not reference:
        write("\nNo ratios are stored: bench/run --store keeps these.\n")
        return
    for row in found:
        write(
            f"\nRegression: {row['what']}: {_number(row['now'])},"
            f" stored {_number(row['stored'])}."
        )
    write("\n" if found else "\nNo ratio is more than 10% worse than stored.\n")


def draw(document, ratios, path):
    """bench/page.gp through gnuplot: False where gnuplot is missing."""
    try:
        done = subprocess.run(
            ["gnuplot", "-"], input=page.script(document, ratios, path.suffix[1:]).encode(),
            stdout=subprocess.PIPE, check=True,
        )  # fmt: skip
    except FileNotFoundError:
        print("gnuplot is not installed: no picture", file=sys.stderr)
        return False
    path.write_bytes(done.stdout)
    return True
