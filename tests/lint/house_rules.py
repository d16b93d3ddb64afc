#!/usr/bin/python3
"""The rules of the house that a compiler does not check.

A room sees only what lies to its left (rooms.py); some headers and words belong to one folder; files
and functions stay short; links in the documentation lead somewhere. Prints every offence as file:line: message and exits 1.
"""

import pathlib
import re
import sys

sys.dont_write_bytecode = True
import rooms  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]

# (what, the folders where it is allowed)
ONLY_IN = [
    (re.compile(r'#\s*include\s*[<"]hdf5'), ["sim/output"]),
    (re.compile(r'#\s*include\s*[<"]omp\.h|#\s*pragma\s+omp'), ["sim/engine"]),
    (re.compile(r"#\s*include\s*<\w*intrin\.h>"), ["models/simd"]),
    (re.compile(r"\b(printf|vprintf|puts|putchar|perror|exit|abort)\s*\("), ["sim/cli"]),
    (re.compile(r"\b_exit\s*\("), ["sim/cli", "sim/input/child"]),  # a child's end
    (re.compile(r"\b(stdout|stderr)\b"), ["sim/cli"]),
]

# libm and GSL may differ in the last bit between processors and versions, and one such bit can turn a
# result's bytes: what a run computes uses models/core/elementary.h and models/core/special_functions.h.
INEXACT = re.compile(
    r"\b(c?exp|exp2|expm1|c?log|log2|log10|log1p|c?pow|cbrt|hypot|c?sin|c?cos|c?tan|a(sin|cos|tan2?)"
    r"|(sin|cos|tan)h|erfc?|[lt]gamma|gsl_(sf|cdf|ran|fft)_\w+)\s*\("
)
RESULT_FOLDERS = ("models/", "sim/input/", "sim/results/", "sim/engine/", "sim/study/")
# Probabilities of counts above 0, which no run asks for.
INEXACT_ALLOWED = {"models/frequency/panjer.c"}

# Loose ends, and sums whose order depends on the number of threads.
NOWHERE = re.compile(r"\b(TODO|FIXME|XXX)\b|#\s*pragma\s+omp.*\breduction\b")

MAX_FILE, MAX_FUNCTION = 650, 60


def without_comments(text):
    """Blank out comments and string contents, keeping line numbers; includes stay."""

    def blank(match):
        found = match.group(0)
        if found.startswith('"'):
            return '""'
        return re.sub(r"[^\n]", " ", found)

    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"'
    return "\n".join(
        line if line.lstrip().startswith("#") else stripped
        for line, stripped in zip(
            text.split("\n"), re.sub(pattern, blank, text, flags=re.S).split("\n")
        )
    )


def check_outside(_path, lines):
    for number, line in enumerate(lines, 1):
        if match := re.match(r'\s*#\s*include\s*"((?:tests|bench)/[^"]+)"', line):
            yield number, f"includes {match.group(1)}"


def check_words(path, lines):
    for number, line in enumerate(lines, 1):
        for pattern, allowed in ONLY_IN:
            match = pattern.search(line)
            if match and not any(path.startswith(folder + "/") for folder in allowed):
                yield number, f"'{match.group(0)}' belongs in {' or '.join(allowed)}"


def check_mathematics(path, lines):
    if not path.startswith(RESULT_FOLDERS) or path in INEXACT_ALLOWED:
        return
    for number, line in enumerate(lines, 1):
        if match := INEXACT.search(line):
            yield number, f"'{match.group(1)}' may differ between processors: see models/core/elementary.h"


def check_lengths(lines):
    if len(lines) - 1 > MAX_FILE:
        yield 1, f"{len(lines) - 1} lines; a file stays under {MAX_FILE}"
    start = 0
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            if number - start - 1 > MAX_FUNCTION:
                yield start, f"{number - start - 1} lines; a function stays under {MAX_FUNCTION}"
            start = 0


def check_links():
    """Relative links of the documentation lead somewhere."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    for folder in ("models", "sim", "scenarios", "plots", "bench", "tests"):
        pages += sorted((ROOT / folder).rglob("*.md"))
    for page in pages:
        for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), 1):
            for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", line):
                if not (page.parent / target).exists():
                    yield page.relative_to(ROOT).as_posix(), number, f"no such file: {target}"


def sources(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".c", ".h", ".inc"):
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def main():
    offences = []
    house = {path: without_comments(text) for path, text in sources("models", "sim")}
    offences += rooms.offences(house)
    for path, text in house.items():
        lines = text.split("\n")
        for check in (check_outside, check_words, check_mathematics):
            offences += [(path, *offence) for offence in check(path, lines)]
    for path, text in sources("models", "sim", "tests", "bench"):
        lines = text.split("\n")
        offences += [(path, *offence) for offence in check_lengths(lines)]
        offences += [
            (path, number, f"'{match.group(0)}'")
            for number, line in enumerate(lines, 1)
            if (match := NOWHERE.search(line))
        ]
    offences += check_links()
    for path, number, message in offences:
        print(f"{path}:{number}: {message}")
    print(f"house rules: {len(offences)} offences")
    return 1 if offences else 0


if __name__ == "__main__":
    sys.exit(main())
