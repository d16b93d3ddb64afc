"""The comparison as gnuplot reads it: plots/style.gp, the data and words, bench/page.gp."""

import math

from harness import program, targets

WIDTH = 960
ROW = 26.0  # of the ratios' panel
TOP = 310.0  # from the sheet's top to the lower end of the upper panels

NAMES = {
    "ours": "stoploss run",
    "ours, copay": "with copays",
    "ours, copay, 12/15": "with copays, 12/15",
    "ours, totals": "by annual totals",
    "ours, totals, avx2": "by totals, avx2",
    "numpy": "NumPy float64",
    "gsl": "GSL loop",
    "base R": "base R",
}


def _quoted(text):
    return "'" + str(text).replace("'", "''").replace("\n", " ") + "'"


def _array(name, values):
    texts = ", ".join(_quoted(v) if isinstance(v, str) else f"{v:.10g}" for v in values)
    return f"array {name}[{len(values)}] = [{texts}]\n"


def _block(name, rows):
    return f"${name} << EOD\n" + "".join(" ".join(f"{x:.10g}" for x in r) + "\n" for r in rows) + "EOD\n"


def _speeds(document):
    rows = []
    for name, row in document["workload_w"].items():
        ours, limit = name.startswith("ours"), name.startswith("limit")
        words = NAMES.get(name)
        if words is None:
            one_set = name.split()[1]
            words = f"limit, {one_set}" if limit else f"stoploss run, {one_set}"
        kind = 1 if ours else 3 if limit else 2
        note = f"{row['member_years_per_second'] / 1e6:.3g}"
        if name != "numpy":
            note += f", {row['times_as_fast']:.2g} × NumPy"
        rows.append((row["member_years_per_second"] / 1e6, kind, words, note))
    rows.sort(key=lambda row: -row[0])
    most = 1.28 * rows[0][0]
    return (
        _block("speeds", [(i + 1, value, kind) for i, (value, kind, _, _) in enumerate(rows)])
        + _array("Speed", [row[2] for row in rows])
        + _array("SpeedValue", [row[0] for row in rows])
        + _array("SpeedNote", [row[3] for row in rows])
        + f"SpeedMost = {most:.10g}\n"
    )


def _growth(document):
    lines, sizes, times = "", [], []
    for name in ("members", "trials"):
        rows = [(r["size"], r["processor_seconds"]) for r in document["growth"][name]["rows"]]
        sizes += [size for size, _ in rows]
        times += [time for _, time in rows]
        lines += _block(name, rows)
    ends = {"FromSize": min(sizes) / 1.6, "ToSize": max(sizes) * 1.6,
            "FromTime": 10.0 ** math.floor(math.log10(min(times))),
            "ToTime": 10.0 ** math.ceil(math.log10(4.0 * max(times)))}  # fmt: skip
    lines += f"MembersAt = {_quoted(document['growth']['members_at'])}\n"
    lines += f"TrialsAt = {_quoted(document['growth']['trials_at'])}\n"
    return lines + "".join(f"{key} = {value:.10g}\n" for key, value in ends.items())


def _kind(ratio):
    return {targets.MET: 1, targets.NOT_MET: 2}.get(ratio.verdict(), 3)


def _value(x):
    return f"{x:.3g}" if x < 1000 else f"{x:,.0f}"


def _verdict(ratio):
    """In few words: where it is not judged, why."""
    return ratio.verdict().split(": ")[-1]


def _ratios(ratios):
    shown = [r for r in ratios if r.target is not None and r.value is not None]
    beside = [min(16.0, max(1.0 / 16.0, r.better(r.target))) for r in shown]
    rows = [(i + 1, x, _kind(r)) for i, (x, r) in enumerate(zip(beside, shown))]
    return shown, (
        _block("ratios", rows)
        + _array("Ratio", [r.what for r in shown])
        + _array("Value", [_value(r.value) for r in shown])
        + _array("Target", [("< " if r.at_most else "> ") + f"{r.target:g}" for r in shown])
        + _array("Verdict", [_verdict(r) for r in shown])
        + _array("VerdictKind", [_kind(r) for r in shown])
        + f"Worst = {min(0.25, *beside) / 1.19:.10g}\nBest = {max(4.0, *beside) * 1.19:.10g}\n"
    )


def _heading(document, ratios):
    value = next(r.value for r in ratios if r.key == "w_numpy")
    machine = document["machine"]
    return _array("Head", [
        f"stoploss simulates workload W {value:.2g} times as fast as NumPy",
        f"{document['version']} on one core of {machine['cpu']}; {machine['compiler']};"
        f" NumPy {document['numpy_version']}. Medians over turns, processor time.",
    ])  # fmt: skip


def script(document, ratios, form):
    """All that gnuplot is fed; form: svg or png."""
    shown, ratio_lines = _ratios(ratios)
    depth = ROW * len(shown)
    height = TOP + 114.0 + depth
    boxes = {
        "Speeds": (190, 590, height - TOP, height - 112.0),
        "Growth": (700, 920, height - TOP, height - 112.0),
        "Ratios": (400, 660, 30.0, 30.0 + depth),
    }
    return (
        f"format = '{form}'\nwidth = {WIDTH}\nheight = {height:.10g}\nseries = 2\n"
        "left = 0\nright = 1\nbottom = 0\ntop = 1\n"
        + (program.ROOT / "plots" / "style.gp").read_text()
        + _heading(document, ratios)
        + "".join(_array(name, list(box)) for name, box in boxes.items())
        + _speeds(document)
        + _growth(document)
        + ratio_lines
        + (program.ROOT / "bench" / "page.gp").read_text()
    )
