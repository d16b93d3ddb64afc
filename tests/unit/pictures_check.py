"""Drawings of a report: well formed, inert, within their frame, and dots where the figures are.

    pictures_check.py FOLDER

The folder holds d.json and d.html of one document. Every <svg> of the page is parsed as XML."""
import json
import re
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {SVG + name for name in "svg g text title line rect path circle".split()}
UNITS = {"": 1.0, "k": 1e3, "M": 1e6, "B": 1e9}
SLACK = 7.0 # half a bin, and what rounding to tenths leaves


def drawings(page):
    """Wide and narrow by turns."""
    found = [tree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", page, re.S)]
    assert found and len(found) % 2 == 0
    return found


def check_inert(svg):
    for element in svg.iter():
        assert element.tag in ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name not in ("id", "href", "style", "class"), name
            assert "url(" not in value and "currentColor" not in value, value


def check_frame(svg):
    width, height = map(float, svg.get("viewBox").split()[2:])
    assert width in (760.0, 400.0)
    for element in svg.iter():
        for name, most in (("x", width), ("y", height), ("cx", width), ("cy", height),
                           ("x1", width), ("x2", width), ("y1", height), ("y2", height)):
            if name in element.attrib:
                place = float(element.get(name))
                assert -1.0 <= place <= most + 1.0, (element.tag, name, place, most)


def ticks(svg):
    """Figures below the plot, with their places: the lowest line of figures that stand alone."""
    found = {}
    for text in svg.iter(SVG + "text"):
        match = re.fullmatch(r"(-?)\$([\d.]+)([kMB]?)", text.text or "")
        if match and text.get("text-anchor") == "middle":
            sign, number, unit = match.groups()
            found[float(sign + number) * UNITS[unit]] = float(text.get("x"))
    assert len(found) >= 2, found
    return found


def check_dots(svg, chart):
    places = ticks(svg)
    low, high = min(places), max(places)
    scale = (places[high] - places[low]) / (high - low)
    for value, x in places.items(): # evenly spaced
        assert abs(places[low] + scale * (value - low) - x) < 0.3, places
    circles = [float(c.get("cx")) for c in svg.iter(SVG + "circle")]
    n = len(chart["categories"])
    assert n == 50 and len(circles) == n * len(chart["series"]), len(circles)
    marks = {m.get("series"): m["value"] for m in chart["marks"]}
    opened = [c.get("fill") == "#fff" for c in svg.iter(SVG + "circle")]
    for s, series in enumerate(chart["series"]):
        for i, value in enumerate(series["values"]):
            expected = places[low] + scale * (value - low)
            assert abs(circles[s * n + i] - expected) <= SLACK, (series["name"], i, value)
            if series["name"] in marks and len({s["name"] for s in chart["series"]}) == len(chart["series"]):
                assert opened[s * n + i] == (value > marks[series["name"]]), (series["name"], i)


def check_years(svg, chart):
    """A disc where the first costs less, else a triangle."""
    if len(chart["series"]) < 2:
        return
    own, other = (s["values"] for s in chart["series"][:2])
    less = sum(a < b for a, b in zip(own, other))
    assert len(list(svg.iter(SVG + "circle"))) == less + 1, less # and one in the key


def main(folder):
    with open(folder + "/d.json", encoding="utf-8") as file:
        document = json.load(file)
    with open(folder + "/d.html", encoding="utf-8") as file:
        page = file.read()
    assert "<script" not in page
    charts = [b for b in document["blocks"] if b["type"] == "chart"]
    found = drawings(page)
    assert len(found) == 2 * len(charts)
    for i, svg in enumerate(found):
        chart = charts[i // 2]
        check_inert(svg)
        check_frame(svg)
        if chart["kind"] == "dots":
            check_dots(svg, chart)
        elif chart["kind"] == "years":
            check_years(svg, chart)


main(sys.argv[1])
