#!/usr/bin/python3
"""usage: hostile_censuses.py PROGRAM FOLDER [--slow]

Files that nobody means well with, given to `stoploss import census`: each must end in a message (or be
read) within 40 s and 2 GiB, children included, without a call to the network, and without showing
what is in it. --slow adds those that take a converter its whole 30 s.
"""

import io
import os
import random
import resource
import shutil
import subprocess
import sys
import time
import zipfile

MARK = "Plantmark"
HEADER = "ID,Relationship,DOB,Sex,Tier,Salary\n"
ROW = f"1,EE,1980-02-03,F,EE,50000,{MARK}\n"
LIMIT = 2 << 30
SECONDS = 40  # of a processor, in each program; fifteen times that by the clock, for a busy machine

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = (
    f'<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId3" Type="{RELATIONS}/externalLink" Target="http://192.0.2.1/x.xlsx"'
    ' TargetMode="External"/></Relationships>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(rows):
    return f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'


GOOD_ROWS = (
    f'<row r="1">{cell("A1", "ID")}{cell("B1", "Age")}{cell("C1", "Sex")}{cell("D1", "Tier")}</row>'
    f'<row r="2">{cell("A2", "7")}{cell("B2", "40")}{cell("C2", "F")}{cell("D2", "EE")}</row>'
)


def book(rows=GOOD_ROWS, workbook=WORKBOOK, links=LINKS, extra=None, leave_out=()):
    parts = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": links,
        "xl/worksheets/sheet1.xml": rows if rows.startswith("<?") else sheet(rows),
        "xl/sharedStrings.xml": f'<sst xmlns="{NAMESPACE}"><si><t>{MARK}</t></si></sst>',
    }
    parts.update(extra or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            if name not in leave_out:
                archive.writestr(name, text)
    return out.getvalue()


def entities():
    lines = ['<!ENTITY a0 "lol">']
    lines += [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)]
    return f'<?xml version="1.0"?><!DOCTYPE x [{"".join(lines)}]><x>&a11;</x>'


def outside():
    return (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        + sheet(f'<row r="1">{cell("A1", "&e;")}</row>')
    )


def texts():
    noise = random.Random(1)
    wide = ",".join(f"Child {i} DOB,Child {i} Sex" for i in range(1, 21))
    yield "empty", b""
    yield "blank lines", b"\n" * 100000
    yield "zeros", bytes(100000)
    yield "noise", noise.randbytes(300000)
    yield "one cell of 100 MB", b"x" * 100_000_000
    yield "a quoted cell of 100 MB", HEADER.encode() + b'"' + b"x" * 100_000_000
    yield "a quote that never ends", (HEADER + '1,"EE,1980-02-03,F\n' + ROW * 1000).encode()
    yield "a quote at the very end", (HEADER + ROW + '"').encode()
    yield "a million columns", b"DOB" + b"," * 1_000_000 + b"\n" + ROW.encode()
    yield "a header and nobody", HEADER.encode()
    yield "a header on every row", (HEADER * 100000).encode()
    yield "one id for 200,000 employees", (HEADER + "".join(
        f"1,EE,19{i % 70 + 20:02}-02-{i % 28 + 1:02},F,EE,5{i}\n" for i in range(200000))).encode()
    yield "one employee with 200,000 children", (HEADER + "1,EE,1980-02-03,F,F,5\n" + "".join(
        f"1,CH,20{i % 20:02}-02-{i % 28 + 1:02},F,,\n" for i in range(200000))).encode()
    yield "orphans only", (HEADER + "1,CH,2010-02-03,F,,\n" * 50000).encode()
    yield "dates that are none", (HEADER + "".join(
        f"{i},EE,{d},F,EE,5\n" for i, d in enumerate(
            ["0000-00-00", "99999999", "1/1/99999", "31/31/2031", "-5", "1e9", "2958466", "//",
             "1/2/3/4/5", "9" * 4000, "January", "1900-02-30"]))).encode()
    yield "ages that are none", ("ID,Age,Sex,Tier\n" + "".join(
        f"{i},{a},F,EE\n" for i, a in enumerate(["-1", "1e308", "nan", "999999999999999999999",
                                                 "<", "40 40", "0x28"]))).encode()
    yield "salaries that are none", (HEADER + "".join(
        f"{i},EE,1980-02-03,F,EE,{s}\n" for i, s in enumerate(
            ["nan", "1e999", "inf", "-" * 50, "$" * 4000, "9" * 4000, "1.2.3.4", "(((5"]))).encode()
    yield "formulas as plans", (
        "ID,Age,Sex,Tier,Plan\n" + "1,40,F,EE,=cmd|'/C calc'!A0\n2,41,F,EE,+1+1\n"
        "3,42,F,EE,@SUM(A1)\n4,43,M,EE,-2\n").encode()
    yield "escape sequences in the header", b"ID,DOB,Sex,Tier,\x1b]0;x\x07\x1b[31mRed\n1,1980-02-03,F,EE,x\n"
    yield "overrides of direction", "ID,DOB,Sex,Tier,\u202eevil\u202c\n1,1980-02-03,F,EE,x\n".encode()
    yield "half a unit of UTF-16", b"\xff\xfe" + HEADER.encode("utf-16-le") + b"x"
    yield "half a pair of UTF-16", b"\xff\xfe" + (HEADER + "1").encode("utf-16-le") + b"\x3d\xd8" * 999
    yield "UTF-16 without its mark", (HEADER + ROW).encode("utf-16-be")
    yield "a mark and nothing", b"\xef\xbb\xbf"
    yield "overlong UTF-8", b"ID,DOB,Sex\n1,\xc0\xaf\xf8\x88\x80\x80\x80,F\n"
    yield "a thousand birth dates", (",".join(["DOB"] * 1000) + ",ID,Sex\n" + "x,\n" * 999).encode()
    yield "long names of columns", (",".join("D" * 4000 for _ in range(200)) + "\n").encode()
    yield "twenty children a row", (f"ID,DOB,Sex,{wide}\n" + (
        "1,1980-02-03,F," + ",".join(["2010-02-03,F"] * 20) + "\n") * 20000).encode()
    yield "carriage returns alone", HEADER.replace("\n", "\r").encode() + ROW.replace("\n", "\r").encode() * 99
    yield "delimiters alone", b";,|\t" * 100000
    yield "a PDF", b"%PDF-1.7\n" + noise.randbytes(5000)
    yield "a PNG", b"\x89PNG\r\n\x1a\n" + noise.randbytes(5000)
    yield "a gzip", b"\x1f\x8b\x08" + noise.randbytes(5000)
    yield "a program", open("/bin/true", "rb").read()
    yield "HTML", b"<html><table>" + b"<tr><td>1</td></tr>" * 20000
    yield "JSON", b'[{"ID": 1, "DOB": "1980-02-03"}]' * 20000
    yield "an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)


def books():
    good = book()
    yield "a good book", good
    yield "half a book", good[: len(good) // 2]
    yield "a book with another's end", good[:-30] + bytes(30)
    yield "four bytes of a book", b"PK\3\4"
    yield "a book without a workbook", book(leave_out=["xl/workbook.xml"])
    yield "a book without its sheet", book(leave_out=["xl/worksheets/sheet1.xml"])
    yield "a book without links", book(leave_out=["xl/_rels/workbook.xml.rels"])
    yield "a book in a book", book(extra={"xl/worksheets/sheet1.xml": good})
    yield "a bomb of entities", book("<?" + entities()[2:])
    yield "a bomb of entities in the strings", book(extra={"xl/sharedStrings.xml": entities()})
    yield "a bomb of entities in the workbook", book(workbook=entities())
    yield "an outside entity", book(outside())
    yield "broken XML", book("<?xml version='1.0'?><worksheet><sheetData><row")
    yield "no XML", book("<?" + "\0" * 1000)
    yield "macros", book(extra={"xl/vbaProject.bin": b"\xd0\xcf" * 5000})
    yield "an outside link", book(extra={
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{NAMESPACE}"/>'})
    yield "formulas of the web", book(
        GOOD_ROWS + '<row r="3"><c r="A3"><f>WEBSERVICE("http://192.0.2.1/")</f></c></row>')
    yield "a string that is not there", book('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>')
    yield "a string of no number", book('<row r="1"><c r="A1" t="s"><v>x</v></c></row>')
    yield "a cell of no place", book('<row r="1"><c r="!!" t="n"><v>1</v></c></row>')
    yield "paths that lead out", book(extra={"../../../../tmp/stoploss-was-here": "x"})
    yield "many sheets", book(workbook=WORKBOOK.replace("</sheets>", "".join(
        f'<sheet name="{MARK}{i}" sheetId="{i}" r:id="rId1"/>' for i in range(2, 500)) + "</sheets>"))
    yield "only hidden sheets", book(workbook=WORKBOOK.replace('sheetId="1"', 'sheetId="1" state="hidden"'))
    yield "a long cell", book(GOOD_ROWS + f'<row r="3">{cell("A3", "x" * 1_000_000)}</row>')
    yield "serial days beyond time", book(GOOD_ROWS + '<row r="3"><c r="A3"><v>1e300</v></c></row>')
    yield "an empty sheet", book('<row r="1"></row>')


def slow_books():
    yield "a row far away", book(GOOD_ROWS + f'<row r="1000000000">{cell("A1000000000", "x")}</row>')
    yield "a column far away", book(GOOD_ROWS + f'<row r="3">{cell("ZZZZZZ3", "x")}</row>')
    yield "a cell of 100 MB", book(GOOD_ROWS + f'<row r="3">{cell("A3", "x" * 100_000_000)}</row>')
    yield "strings of 300 MB", book(extra={"xl/sharedStrings.xml": (
        f'<sst xmlns="{NAMESPACE}">' + f"<si><t>{'x' * 1000}</t></si>" * 300_000 + "</sst>")})
    yield "a bomb of blanks", book("<?xml version='1.0'?>" + " " * 1_500_000_000)
    yield "250,000 rows", book("".join(
        f'<row r="{i}">{cell(f"A{i}", "7")}</row>' for i in range(1, 250_001)))


def run(program, folder, name, path, expected):
    """Whether the program ends as it should; says what is wrong."""
    def limits():
        resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    without_network = ["unshare", "-n"] if os.geteuid() == 0 else []
    start = time.monotonic()
    out = os.path.join(folder, "out.csv")
    try:
        ended = subprocess.run(
            without_network + [program, "import", "census", path, "-e", "2026-01-01", "--skip", "-o", out],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=15 * SECONDS, preexec_fn=limits, check=False)
    except subprocess.TimeoutExpired:
        print(f"{name}: over {15 * SECONDS} s")
        return False
    said = ended.stdout + ended.stderr
    if os.path.exists(out):
        os.unlink(out)
    wrong = []
    if ended.returncode not in expected:
        wrong.append(f"status {ended.returncode}")
    if ended.returncode != 0 and not ended.stderr.strip():
        wrong.append("no message")
    if MARK.encode() in said and name != "many sheets":
        wrong.append("shows what is in it")
    if b"Traceback" in said or b"\x1b" in said or b"root:" in said or "\u202e".encode() in said:
        wrong.append("prints what it should not")
    if len(said) > 60000:
        wrong.append(f"prints {len(said)} bytes")
    if wrong:
        print(f"{name}: {', '.join(wrong)}: {said[-300:]!r} ({time.monotonic() - start:.1f} s)")
    return not wrong


def odd_paths(folder):
    inside = os.path.join(folder, "inside")
    os.mkdir(inside)
    yield "a folder", inside
    fifo = os.path.join(folder, "fifo")
    os.mkfifo(fifo)
    yield "a pipe", fifo
    loop = os.path.join(folder, "loop.csv")
    os.symlink(loop, loop)
    yield "a link to itself", loop
    yield "a device", "/dev/zero"
    yield "nothing", os.path.join(folder, "nothing.csv")


def main():
    program, folder = sys.argv[1], sys.argv[2]
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    tried = good = 0
    kinds = [(texts(), ".csv"), (books(), ".xlsx")]
    if "--slow" in sys.argv:
        kinds.append((slow_books(), ".xlsx"))
    for files, ending in kinds:
        if ending == ".xlsx" and shutil.which("xlsx2csv") is None:
            print("xlsx2csv is missing: no workbook was tried")
            continue
        for name, data in files:
            path = os.path.join(folder, "x" + ending)
            with open(path, "wb") as file:
                file.write(data)
            tried += 1
            good += run(program, folder, name, path, (0, 65))
            os.unlink(path)
    for name, path in odd_paths(folder):
        tried += 1
        good += run(program, folder, name, path, (66,))
    print(f"{tried} hostile files, {good} ended well")
    return 0 if good == tried else 1


if __name__ == "__main__":
    sys.exit(main())
