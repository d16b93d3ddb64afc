#!/usr/bin/env python3
"""Fill an empty comparison of quotes, as a spreadsheet would: fill_form.py FORM OUT.

FORM is what `stoploss new --quotes` wrote, .xlsx or .csv. Values go below Current, Renewal,
Option 1 and Option 2; text and numbers as a person types them.
"""
import csv
import re
import sys
import zipfile
from xml.etree import ElementTree

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
VALUES = {
    "Carrier": ["Granite Re", "Granite Re", "Harborline", "Northbank"],
    "TPA": ["Beacon", "Beacon", "Trailhead", ""],
    "Funding": ["Self-funded", "Self-funded", "Level funded", "Fully insured"],
    "Status": ["Firm", "Firm", "Contingent", "Firm"],
    "Effective Date": ["2026-01-01"] * 4,
    "Enrollment - Employee": [21] * 4,
    "Enrollment - Employee + Spouse": [8] * 4,
    "Enrollment - Employee + Children": [7] * 4,
    "Enrollment - Family": [12] * 4,
    "Specific Deductible": [50000, 60000, 30000, ""],
    "Specific Contract Basis": ["12/15", "24/12", "12/18", ""],
    "Run-In Limit": ["None", 25000, "None", ""],
    "Maximum per Person": ["Unlimited", "Unlimited", "Unlimited", ""],
    "Aggregating Specific": ["None", 20000, "None", ""],
    "Lasers": ["None", "Claimant A at $175,000", "None", ""],
    "No New Lasers at Renewal": ["No", "Yes", "", ""],
    "Rate Cap": ["", "50%", "", ""],
    "Advance Funding": ["Yes", "Yes", "", ""],
    "Specific Rate - Employee": [100.25, 110.5, "", ""],
    "Specific Rate - Employee + Spouse": [210.5, 220.75, "", ""],
    "Specific Rate - Employee + Children": [190, 200, "", ""],
    "Specific Rate - Family": [300, 310, "", ""],
    "Aggregate Contract Basis": ["12/15", "24/12", "12/18", ""],
    "Corridor": ["125%", 1.2, "", ""],
    "Aggregate Factor - Employee": [350, 360, "", ""],
    "Aggregate Factor - Employee + Spouse": [700, 720, "", ""],
    "Aggregate Factor - Employee + Children": [650, 660, "", ""],
    "Aggregate Factor - Family": [1000, 1010, "", ""],
    "Minimum Attachment Point": [300000, 310000, "", ""],
    "Aggregate Maximum": [1000000, "Unlimited", "", ""],
    "Aggregate Rate PEPM": [8.75, 9, "", ""],
    "Monthly Aggregate Accommodation": ["Included", "No", "", ""],
    "Administration PEPM": [34.5, 35.75, "", ""],
    "Network Access PEPM": [14.25, 14.25, "", ""],
    "Utilization Management PEPM": [3.6, 3.6, "", ""],
    "Broker Fee PEPM": [25, 25, "", ""],
    "Commission": ["5% included", "5% on top", "", ""],
    "Rx Rebate Credit PEPM": [36, 38.5, "", ""],
    "Rate - Employee": ["", "", 702.7, 742.18],
    "Rate - Employee + Spouse": ["", "", 1415.72, 1558.58],
    "Rate - Employee + Children": ["", "", 1270.22, 1372.99],
    "Rate - Family": ["", "", 1965.25, 2226.54],
    "of which admin - Employee": ["", "", 92, ""],
    "of which admin - Employee + Spouse": ["", "", 92, ""],
    "of which admin - Employee + Children": ["", "", 92, ""],
    "of which admin - Family": ["", "", 92, ""],
    "of which stop loss - Employee": ["", "", 214.3, ""],
    "of which stop loss - Employee + Spouse": ["", "", 471.46, ""],
    "of which stop loss - Employee + Children": ["", "", 417.88, ""],
    "of which stop loss - Family": ["", "", 664.33, ""],
    "of which claims fund - Employee": ["", "", 396.4, ""],
    "of which claims fund - Employee + Spouse": ["", "", 852.26, ""],
    "of which claims fund - Employee + Children": ["", "", 760.34, ""],
    "of which claims fund - Family": ["", "", 1208.92, ""],
    "Surplus Refund": ["", "", "50% to employer", ""],
    "Expected paid claims (% of claims fund)": ["", "", "86%", ""],
    "Maximum Annual Cost": ["", "", 702684, 772605.96],
}


def fill_csv(form, out):
    with open(form, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    for row in rows:
        for i, value in enumerate(VALUES.get(row[0] if row else "", [])):
            row[1 + i] = str(value)
    with open(out, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def texts(archive):
    root = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in item.iter(f"{{{NS}}}t")) for item in root]


def set_cell(row, column, value):
    name = f"{column}{row.get('r')}"
    cells = [c for c in row if re.match(r"[A-Z]+", c.get("r")).group() == column]
    cell = cells[0] if cells else ElementTree.Element(f"{{{NS}}}c", {"r": name})
    if not cells:
        row.insert(ord(column) - ord("A"), cell)
    for child in list(cell):
        cell.remove(child)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        ElementTree.SubElement(ElementTree.SubElement(cell, f"{{{NS}}}is"), f"{{{NS}}}t").text = value
    else:
        cell.attrib.pop("t", None)
        ElementTree.SubElement(cell, f"{{{NS}}}v").text = repr(value)


def fill_xlsx(form, out):
    with zipfile.ZipFile(form) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        shared = texts(archive)
    ElementTree.register_namespace("", NS)
    sheet = ElementTree.fromstring(parts["xl/worksheets/sheet1.xml"])
    for row in sheet.iter(f"{{{NS}}}row"):
        first = next((c for c in row if c.get("r").startswith("A")), None)
        index = first.find(f"{{{NS}}}v") if first is not None and first.get("t") == "s" else None
        values = VALUES.get(shared[int(index.text)], []) if index is not None else []
        for i, value in enumerate(values):
            if value != "":
                set_cell(row, "BCDE"[i], value)
    parts["xl/worksheets/sheet1.xml"] = ElementTree.tostring(sheet, encoding="utf-8", xml_declaration=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


if __name__ == "__main__":
    (fill_csv if sys.argv[1].endswith(".csv") else fill_xlsx)(sys.argv[1], sys.argv[2])
