#!/usr/bin/python3
"""usage: same_results.py A.h5 B.h5: every dataset outside /provenance has the same bits."""

import sys

import h5py


def datasets(path):
    found = {}
    with h5py.File(path, "r") as file:

        def visit(name, node):
            if isinstance(node, h5py.Dataset) and not name.startswith("provenance"):
                found[name] = node[()].tobytes() if node.dtype != object else list(node[()])

        file.visititems(visit)
    return found


def main(first, second):
    a, b = datasets(first), datasets(second)
    different = sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))
    for name in different:
        print(f"{name} differs")
    print(f"{len(a)} datasets compared, {len(different)} differ")
    return 1 if different or not a else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
