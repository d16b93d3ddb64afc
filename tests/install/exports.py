#!/usr/bin/python3
"""usage: exports.py PREFIX

The public functions are told three times, and must be the same: declared in the installed headers,
listed in sim/library/exports.map, exported by the installed shared library. The installed headers are
those of sim/library/include and the version, and no others.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MOST_HEADERS = 15


def declared(header):
    text = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.S)
    text = re.sub(r"^\s*#(.*\\\n)*.*$", "", text, flags=re.M)
    return set(re.findall(r"\b(stoploss_\w+)\s*\(", text))


def main():
    prefix = pathlib.Path(sys.argv[1])
    headers = sorted(prefix.rglob("*.h"))
    public = ROOT / "sim/library/include"
    wanted = {path.relative_to(public).as_posix() for path in public.rglob("*.h")}
    wanted.add("stoploss/version.h")
    found = {path.relative_to(prefix / "include").as_posix() for path in headers}
    library = next(prefix.rglob("libstoploss.so"))
    lines = subprocess.run(
        ["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True
    ).stdout.split("\n")
    exported = {re.sub("@.*", "", line.split()[2]) for line in lines if line} - {"STOPLOSS"}
    text = (ROOT / "sim/library/exports.map").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\s+(\w+);", text, flags=re.M))
    told = set().union(*(declared(header) for header in headers))

    faults = [f"header installed, or missing, by mistake: {name}" for name in sorted(wanted ^ found)]
    if len(found) > MOST_HEADERS:
        faults.append(f"{len(found)} headers; a dozen or so was the plan")
    faults += [f"declared in a header, not in exports.map: {name}" for name in sorted(told - listed)]
    faults += [f"in exports.map, declared nowhere: {name}" for name in sorted(listed - told)]
    faults += [f"exported, not in exports.map: {name}" for name in sorted(exported - listed)]
    faults += [f"in exports.map, not exported: {name}" for name in sorted(listed - exported)]
    print("\n".join(faults) if faults else f"exports: {len(exported)} functions in {len(found)} headers")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
