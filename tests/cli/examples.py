"""Whether scenarios/EXAMPLES.md prints what the program prints.

usage: examples.py STOPLOSS [--write]

Runs every command of the page in order in one clean folder that holds the scenarios and their files,
and compares its standard output with the lines below it, byte for byte. A command is a line that
begins with "$ " in a ```console block, with the lines that begin with "> " after it. --write puts what
is printed in their place.
"""

import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "scenarios/EXAMPLES.md"


def printed(command, folder, program):
    environment = {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
    }
    for name, value in os.environ.items():  # a sanitizer's options, a test's patience
        if name.endswith("_OPTIONS") or name == "LD_LIBRARY_PATH":
            environment[name] = value
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        sys.exit(f"{command}\n  ended with {done.returncode}:\n{done.stderr}")
    return done.stdout.splitlines()


def remade(lines, folder, program):
    """The page with what is printed now; how many commands it has."""
    page, commands, inside, at = [], 0, False, 0
    while at < len(lines):
        line = lines[at]
        at += 1
        page.append(line)
        if line.startswith("```"):
            inside = line == "```console"
        if not inside or not line.startswith("$ "):
            continue
        command = [line[2:]]
        while lines[at].startswith("> "):
            command.append(lines[at][2:])
            page.append(lines[at])
            at += 1
        while not lines[at].startswith(("$ ", "```")):
            at += 1
        page += printed("\n".join(command), folder, program)
        commands += 1
    return page, commands


def main(program, write):
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        for file in [*ROOT.glob("scenarios/*.yaml"), *ROOT.glob("scenarios/*.csv")]:
            shutil.copy(file, folder)
        page, commands = remade(lines, pathlib.Path(folder), program)
    if commands < 10:
        sys.exit(f"{PAGE.name} has {commands} commands: ten at least")
    if write:
        PAGE.write_text("\n".join(page) + "\n", encoding="utf-8")
    elif page != lines:
        print(*difflib.unified_diff(lines, page, "the page", "printed now", lineterm=""), sep="\n")
        sys.exit("where the change is meant: tests/cli/examples.py build/release/sim/stoploss --write")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), "--write" in sys.argv[2:])
