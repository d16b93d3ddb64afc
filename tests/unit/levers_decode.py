#!/usr/bin/python3
"""usage: levers_decode.py LEVERS.json EXPECTED.txt: unpack the levers of a page slowly, by the words of
sim/output/decision/levers_code.h, and compare with the numbers that went in, a line each: level, array,
trial, deductible, value. Ends with 0 where each is within half a quantum."""

import base64
import json
import sys
import zlib


def planes(data, at, n, deductibles):
    """k[d][t] of one array, and where the next one begins."""
    k, before = [], [0] * n
    for _ in range(deductibles):
        own = []
        for t in range(n):
            u = data[at + t] * 256 + data[at + n + t]
            z = (u >> 1) ^ -(u & 1)
            own.append((before[t] + z) % 65536)
        at += 2 * n
        k.append(own)
        before = own
    return k, at


def decode(page):
    data = zlib.decompress(base64.b64decode(page["data"], validate=True), -15)
    quantum, n_deductibles, at = page["quantum"], len(page["deductible"]), 0
    found = {}
    for level, stored in enumerate(page["levels"]):
        n, ke = stored["trials"], None
        if stored["eligible"] is not None:
            ke, at = planes(data, at, n, n_deductibles)
        kb, at = planes(data, at, n, n_deductibles)
        for d in range(n_deductibles):
            for t in range(n):
                k = kb[d][t]
                if ke is not None:
                    k = (k + ke[d][t]) % 65536
                    found[level, "eligible", t, d] = stored["eligible"][d] + quantum * ke[d][t]
                found[level, "before", t, d] = stored["before"][d] + quantum * k
    assert at == len(data), "there are bytes left"
    return found


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    assert "<" not in text
    page = json.loads(text)
    found = decode(page)
    lines = 0
    with open(sys.argv[2], encoding="utf-8") as file:
        for line in file:
            level, array, trial, deductible, value = line.split()
            error = abs(found[int(level), array, int(trial), int(deductible)] - float(value))
            assert error <= 0.5001 * page["quantum"], (line, error, page["quantum"])
            lines += 1
    assert lines == len(found), (lines, len(found))


main()
