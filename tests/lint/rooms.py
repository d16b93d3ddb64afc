"""The rooms of the house, their order, and who leans on whom.

.ci/rooms lists the rooms from left to right, a line each; rooms that share a line are blind to each
other. A file may include and call what lies in its own room or to the left of it. Within a room no
files include or call each other in a loop.
"""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
RANKS = [line.split() for line in (ROOT / ".ci/rooms").read_text(encoding="utf-8").splitlines()]
RANK_OF = {room: rank for rank, line in enumerate(RANKS) for room in line}

NAME = r"\b((?:sl|stoploss)_\w+)"
DEFINITION = re.compile(rf"^(?!static|typedef|extern|return|else)[a-z][\w \t*]*?{NAME}\(", re.M)
CALL = re.compile(rf"{NAME}\s*\(")
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)


def room_of(path):
    """The innermost room that holds this path, or None."""
    folder = path
    while "/" in folder:
        folder = folder.rsplit("/", 1)[0]
        if folder in RANK_OF:
            return folder
    return None


def may_see(home, target):
    return home == target or RANK_OF[target] < RANK_OF[home]


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def defined_in(sources):
    """Public function -> the one .c file that defines it; sources: path -> text without comments."""
    homes = {}
    for path, text in sources.items():
        if path.endswith(".c"):
            for match in DEFINITION.finditer(text):
                homes.setdefault(match.group(1), set()).add(path)
    return {name: files.pop() for name, files in homes.items() if len(files) == 1}


def arrows(sources):
    """(from, to, line, what) of every include and call between files of the house."""
    homes = defined_in(sources)
    for path, text in sources.items():
        for match in INCLUDE.finditer(text):
            if match.group(1) in sources:
                yield path, match.group(1), line_of(text, match.start()), "includes"
        seen = set()
        for match in CALL.finditer(text) if path.endswith(".c") else ():
            name = match.group(1)
            if name in homes and homes[name] != path and name not in seen:
                seen.add(name)
                yield path, homes[name], line_of(text, match.start()), f"calls {name} of"


def offences(sources):
    """(path, line, message): files without a room, arrows to the right, loops."""
    graph = {}
    for path in sources:
        if room_of(path) is None:
            yield path, 1, "lies in no room of .ci/rooms"
    for path, target, line, what in arrows(sources):
        home, other = room_of(path), room_of(target)
        graph.setdefault(path, set()).add(target)
        if home and other and not may_see(home, other):
            yield path, line, f"{home} may not see {other}: {what} {target}"
    for loop in loops(graph):
        yield loop[0], 1, "in a loop: " + " -> ".join(loop)


def loops(graph):
    """One loop of every set of files that reach each other (Tarjan 1972), in order of names."""
    index, low, stack, found = {}, {}, [], []

    def visit(start):
        work = [(start, iter(sorted(graph.get(start, ()))))]
        index[start] = low[start] = len(index)
        stack.append(start)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    work.append((other, iter(sorted(graph.get(other, ())))))
                    break
                if other in stack:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    members = stack[stack.index(node) :]
                    del stack[stack.index(node) :]
                    if len(members) > 1:
                        found.append(sorted(members))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found
