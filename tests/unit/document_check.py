"""The renderings of a document say the same, obey nobody and are what their readers expect.

    document_check.py FOLDER...

Each folder holds d.json, d.html, d.txt, d.xlsx and, where it has one, d.csv of one document. Every figure of d.json must
stand in the others at its place: in the CSV with the bits of its value, in the spreadsheet with its 16 digits, in HTML
and text with the characters of its words. No word is a formula, an element or a script."""
import base64
import csv
import datetime
import hashlib
import io
import json
import os
import re
import sys
import xml.etree.ElementTree as tree
import zipfile
from html.parser import HTMLParser

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
NUMBERS = {"money", "cents", "share", "growth", "count", "multiple"}
ELEMENTS = set(
    "html head meta title style body main section h1 h2 h3 p ul li figure figcaption div table caption thead"
    " tbody tr th td span script svg g text line rect path defs circle use".split())


def exactly(cell):
    return cell["unit"] in NUMBERS and cell["value"] is not None


def is_list(table):
    """Words and what they mean: the text has no head for them, and a colon between."""
    cells = [c for row in table["rows"] for c in row["cells"]]
    return len(table["columns"]) == 2 and all(row["kind"] == "plain" for row in table["rows"]) and all(
        c["unit"] == "text" for c in cells)


def has_error(cell):
    """Rounding is none (sl_is_exact)."""
    return exactly(cell) and bool(cell["standard_error"]) and cell["standard_error"] > 1e-12 * abs(cell["value"])


# ---- the spreadsheet ----

def unescaped(text):
    return re.sub(r"_x([0-9a-fA-F]{4})_", lambda m: chr(int(m.group(1), 16)), text or "")


class Workbook:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        assert self.zip.testzip() is None
        for name in self.zip.namelist():
            tree.fromstring(self.zip.read(name))
            assert "external" not in name.lower() and "vba" not in name.lower(), name
        strings = tree.fromstring(self.zip.read("xl/sharedStrings.xml"))
        self.strings = ["".join(unescaped(t.text) for t in s.iter(MAIN + "t")) for s in strings]
        assert all(len(s.encode("utf-16-le")) // 2 <= 32767 for s in self.strings)
        self.page = self.sheet("xl/worksheets/sheet1.xml")
        self.check_tables()

    def sheet(self, name):
        cells = {}
        for cell in tree.fromstring(self.zip.read(name)).iter(MAIN + "c"):
            assert cell.find(MAIN + "f") is None, "a formula at " + cell.get("r")
            value = cell.find(MAIN + "v")
            if value is not None:
                is_text = cell.get("t") == "s"
                assert is_text or cell.get("t") is None
                cells[cell.get("r")] = (
                    self.strings[int(value.text)] if is_text else float(value.text))
        return cells

    def check_tables(self):
        self.tables = []
        for name in self.zip.namelist():
            if name.startswith("xl/tables/"):
                table = tree.fromstring(self.zip.read(name))
                heads = [unescaped(c.get("name")) for c in table.iter(MAIN + "tableColumn")]
                assert len({h.lower() for h in heads}) == len(heads), heads
                row = re.match(r"A(\d+):", table.get("ref")).group(1)
                assert heads == [self.page[at(int(row), c)] for c in range(len(heads))], heads
                assert re.fullmatch(r"Table_\w+", table.get("name")), table.get("name")
                self.tables.append(table.get("name"))
        assert len(set(self.tables)) == len(self.tables)


def at(row, column):
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters + str(row)


def is_the_same(cell, found, formula_mark):
    """Whether a cell of a table of numbers is that of the document."""
    if exactly(cell): # a workbook's numbers have 16 digits, as libxlsxwriter writes them
        apart = 0.0 if formula_mark else 1e-15 * abs(cell["value"])
        return found != "" and abs(float(found) - cell["value"]) <= apart
    if cell["unit"] == "date" and isinstance(found, float):
        day = datetime.date(1899, 12, 30) + datetime.timedelta(found)
        return day.isoformat() == cell["text"]
    if found == "":
        return cell["unit"] in ("none", "unknown") or cell.get("value", 0) is None or not cell["text"]
    return found in (cell["text"], formula_mark + cell["text"])


def check_rows(table, rows, formula_mark, head_of_error):
    """rows: header, then rows, each a list of cells."""
    head, columns = rows[0], table["columns"]
    assert [h for h in head[1:len(columns)]] == [
        h if h == c or h == formula_mark + c else None for h, c in zip(head[1:], columns[1:])], head
    for row, found in zip(table["rows"], rows[1:], strict=True):
        assert found[0] in (row["label"], formula_mark + row["label"]), (row, found)
        for c, cell in enumerate(row["cells"], 1):
            assert is_the_same(cell, found[c], formula_mark), (cell, found[c])
            name = head_of_error + columns[c]
            if name in head[len(columns):] and has_error(cell):
                place = len(columns) + head[len(columns):].index(name)
                error = cell["standard_error"]
                assert abs(float(found[place]) - error) <= 1e-15 * error, (cell, found)


def check_workbook(document, path):
    book = Workbook(path)
    words = set(book.page.values())
    for block in document["blocks"]:
        for text in [block.get("text"), block.get("question")] if block["type"] != "picture" else []:
            assert text is None or text in words or len(text) > 32000, text
    row = 1
    for table in (b for b in document["blocks"] if b["type"] == "table"):
        second = table["columns"][1]
        while book.page.get(at(row, 0)) != table["caption"] or book.page.get(at(row + 1, 1)) != second:
            row += 1
            assert row < 10000, table["caption"]
        width = 3 * len(table["columns"])
        rows = [[book.page.get(at(r, c), "") for c in range(width)]
                for r in range(row + 1, row + 2 + len(table["rows"]))]
        check_rows(table, rows, "", "\u00b1 ")
        row += 1
    charts = [b for b in document["blocks"] if b["type"] == "chart"]
    assert len([n for n in book.zip.namelist() if re.match("xl/charts/chart", n)]) == len(charts)
    if charts:
        figures = [v for v in book.sheet("xl/worksheets/sheet3.xml").values() if v.__class__ is float]
        for chart in charts:
            for value in (v for s in chart["series"] for v in s["values"] if v is not None):
                assert any(abs(f - value) <= 1e-15 * abs(value) for f in figures), value
    return len(book.tables)


# ---- CSV ----

def check_csv(document, path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    assert "\n" not in text.replace("\r\n", "")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for field in (f for row in rows for f in row):
        if field.lstrip(" ")[:1] in ("=", "+", "-", "@"):
            float(field)
    start = 0
    for table in (b for b in document["blocks"] if b["type"] == "table"):
        while rows[start] not in ([table["caption"]], ["'" + table["caption"]]):
            start += 1
        check_rows(table, rows[start + 1:start + 2 + len(table["rows"])], "'", "standard error: ")
        start += 1


# ---- HTML and text ----

class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.policy, self.tables, self.words, self.ids = [], None, [], [], []
        self.scripts, self.data = [], []

    def handle_starttag(self, tag, attributes):
        assert tag in ELEMENTS, tag
        if tag not in ("meta",) :
            self.open.append(tag)
        names = dict(attributes)
        assert not any(n.startswith("on") or n in ("src", "action") for n in names), names
        assert names.get("href", "#").startswith("#"), names
        self.ids += [names["id"]] if "id" in names else []
        if names.get("http-equiv") == "Content-Security-Policy":
            self.policy = names["content"]
        if tag == "script":
            assert names in ({}, {"type": "application/json"}), names
            (self.data if names else self.scripts).append("")
            self.filled = self.data if names else self.scripts
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in ("meta",):
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        if self.open[-1:] == ["script"]:
            self.filled[-1] += data
            return
        self.words.append(data)
        if "td" in self.open or "th" in self.open:
            self.tables[-1][-1][-1] += data.replace("\u00a0", " ")


def check_scripts(page):
    """One script at most, the one that the policy names by its bytes; data in which nothing ends."""
    policy = POLICY
    if page.scripts:
        digest = base64.b64encode(hashlib.sha256(page.scripts[0].encode()).digest()).decode()
        policy += f"; script-src 'sha256-{digest}'"
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
            assert word not in page.scripts[0], word
    assert len(page.scripts) <= 1 and page.policy == policy, page.policy
    assert len(page.data) == len(page.scripts)
    for data in page.data:
        assert "<" not in data
        json.loads(data)


def check_html(document, path):
    with open(path, encoding="utf-8", newline="") as file:
        source = file.read()
    page = Page()
    page.feed(source)
    page.close()
    assert not page.open
    check_scripts(page)
    assert len(set(page.ids)) == len(page.ids)
    assert document["title"] in page.words
    for answer in (b for b in document["blocks"] if b["type"] == "answer"):
        said = [word.replace("\u00a0", " ") for word in page.words]
        assert answer["question"] in said and answer["text"] in said, answer
    tables = [b for b in document["blocks"] if b["type"] == "table"]
    for table, rows in zip(tables, page.tables, strict=True):
        assert rows[0] == table["columns"], rows[0]
        for row, found in zip(table["rows"], rows[1:], strict=True):
            shown = [c["text"] for c in row["cells"]]
            assert found[0] == row["label"]
            assert len(found) - 1 == len(shown) and all(
                f in (s, s.split(" \u00b1 ")[0]) for f, s in zip(found[1:], shown)), (row, found)
    cells = []
    for table, rows in zip(tables, page.tables):
        words = [[row[0] and row[0] + ":", *row[1:]] for row in rows[1:]] if is_list(table) else rows
        cells += [cell for row in words for cell in row]
    return cells


def check_text(cells, path):
    """Figures stand in the text as they do in HTML; words may take lines."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    words = set(text.split())
    for cell in cells:
        assert set(cell.split()) <= words or max(map(len, cell.split())) > 10, cell


def main(folders):
    for folder in folders:
        with open(folder + "/d.json", encoding="utf-8") as file:
            document = json.load(file)
        tables = check_workbook(document, folder + "/d.xlsx")
        if os.path.exists(folder + "/d.csv"):
            check_csv(document, folder + "/d.csv")
        check_text(check_html(document, folder + "/d.html"), folder + "/d.txt")
        print(folder.rsplit("/", 1)[-1], tables)


main(sys.argv[1:])
