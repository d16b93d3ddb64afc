#!/usr/bin/python3
"""stoploss verify against results that lie under a right seal.

usage: verify_check.py STOPLOSS OUT.h5

Each edit of the result, sealed again, must be exit 65 with a word of what is wrong; the result itself is
whole, and any byte of it changed is damage.
"""

import json
import pathlib
import subprocess
import sys

import h5py

PROGRAM, RESULT = sys.argv[1], pathlib.Path(sys.argv[2])
SEAL = 31
FAILED = []


def verify(path, *options):
    return subprocess.run([PROGRAM, "verify", *options, path], capture_output=True, encoding="utf-8", check=False)


def digest(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def expect_refusal(what, path, words):
    done = verify(path)
    if done.returncode != 65 or words not in done.stderr or done.stdout:
        FAILED.append(f"{what}: exit {done.returncode}: {done.stdout}{done.stderr}")
    told = verify(path, "--json")
    answer = json.loads(told.stdout)
    if told.returncode != 65 or answer["whole"] or words not in answer["fault"]:
        FAILED.append(f"{what}, JSON: exit {told.returncode}: {told.stdout}")


def forge(what, words, edit):
    other = RESULT.with_name("forged.h5")
    other.write_bytes(RESULT.read_bytes()[:-SEAL])
    with h5py.File(other, "r+", libver="v110") as file:
        edit(file)
    data = other.read_bytes()
    other.write_bytes(data + b"stoploss seal %016x\n" % digest(data))
    expect_refusal(what, other, words)


def add(name, where, amount):
    def edit(file):
        file[name][where] = file[name][where] + amount

    return edit


def damage():
    data = bytearray(RESULT.read_bytes())
    other = RESULT.with_name("damaged.h5")
    for at in range(0, len(data), len(data) // 40):
        data[at] ^= 1
        other.write_bytes(data)
        expect_refusal(f"byte {at}", other, "this is not a")
        data[at] ^= 1
    for size in (0, 1, 100, len(data) // 2, len(data) - 1):
        other.write_bytes(data[:size])
        expect_refusal(f"cut to {size}", other, "this is not a")


def main():
    whole = verify(RESULT)
    if whole.returncode != 0 or "is whole: 600 trials of 2 arrangements" not in whole.stdout:
        FAILED.append(f"whole: {whole.returncode}: {whole.stdout}{whole.stderr}")
    forge("plan_paid", "trial 17, ASO: plan_paid is not allowed - member_paid", add("plan_paid", 17, 1.0))
    forge("largest", "trial 599, ASO: largest_claimant", add("largest_claimant", 599, 1e7))
    forge("retained", "trial 520, ASO: plan_paid is not what", add("retained_claims", (520, 0), 0.01))
    forge("insured", "trial 3, Fully insured: plan_paid is not what", add("insured_claims", (3, 1), -0.01))
    forge("deficit", "trial 4, ASO: deficit and surplus", add("deficit", (4, 0), 5.0))
    forge("cost", "trial 5, ASO: deficit and surplus", add("cost", (5, 0), 1.0))
    forge("mean", "cost_mean of ASO is not that of its trials", add("cost_mean", 0, 1.0))
    forge("error", "cost_standard_error of Fully insured", add("cost_standard_error", 1, 1.0))
    forge("quantile", "cost_quantile of ASO", add("cost_quantile", (6, 0), 0.5))
    forge("not a number", "finite", add("allowed", 9, float("nan")))
    forge("lost", "premiums", lambda file: file.__delitem__("premiums"))
    damage()
    for failure in FAILED:
        print(failure)
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
