#!/usr/bin/python3
"""usage: tests/lint/picture.py [--write]

Draw the house from its code: sim/architecture.svg, a matrix of the rooms in their order. A dot says
that the row's room uses the column's, the larger the more files do; what a room may use lies to its
left, so every dot lies below the diagonal. Sizes are rounded, so that the picture changes with the
structure and not with each line. Without --write, compare with the committed picture.
"""

import bisect
import html
import pathlib
import sys

sys.dont_write_bytecode = True
import house_rules  # noqa: E402
import rooms  # noqa: E402

PICTURE = rooms.ROOT / "sim/architecture.svg"
CELL, LEFT, TOP, BAR = 17, 250, 30, 70
STEP = 250  # lines
FILES = (2, 5, 10, 20, 40)  # where a larger dot begins
CLASSES = ("1 file", "2 to 4 files", "5 to 9 files", "10 to 19 files", "20 to 39 files", "40 files or more")
HOUSES = {
    "models": "#3b6ea5",
    "sim/input": "#b3722b",
    "sim/results": "#7a5aa6",
    "sim/engine": "#b04848",
    "sim/study": "#5a8f3c",
    "sim/output": "#2f8f8a",
    "sim/library": "#8a6d3b",
    "sim/cli": "#666666",
    "sim/page": "#a8507a",
}


def house_of(room):
    return next(h for h in sorted(HOUSES, key=len, reverse=True) if (room + "/").startswith(h + "/"))


def measure(sources):
    """Lines by room, in steps, and the class of files by (room, used room)."""
    lines, users = {}, {}
    for path, text in sources.items():
        room = rooms.room_of(path)
        lines[room] = lines.get(room, 0) + text.count("\n")
    for path, target, _, _ in rooms.arrows(sources):
        pair = rooms.room_of(path), rooms.room_of(target)
        if pair[0] != pair[1]:
            users.setdefault(pair, set()).add(path)
    return (
        {room: STEP * max(1, round(n / STEP)) for room, n in lines.items()},
        {pair: bisect.bisect_right(FILES, len(files)) for pair, files in users.items()},
    )


def text(x, y, words, color="#222", anchor="start", size=11, extra=""):
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{color}" text-anchor="{anchor}" '
        f'font-size="{size}"{extra}>{html.escape(words)}</text>'
    )


def blocks(order):
    """A pale square for the rooms of each house."""
    start = 0
    for i in range(1, len(order) + 1):
        if i == len(order) or house_of(order[i]) != house_of(order[start]):
            house = house_of(order[start])
            x, y, size = LEFT + start * CELL, TOP + start * CELL, (i - start) * CELL
            yield (
                f'<rect x="{x}" y="{y}" width="{size}" height="{size}" '
                f'fill="{HOUSES[house]}" fill-opacity="0.13"/>'
            )
            yield text(x + size + 6, y + min(size, CELL) - 5, house, HOUSES[house], size=12,
                       extra=' font-weight="bold"')
            start = i


def rows(order, lines):
    most = max(lines.values())
    for i, room in enumerate(order):
        y, color = TOP + i * CELL, HOUSES[house_of(room)]
        width = BAR * lines.get(room, 0) / most
        yield (
            f'<rect x="{LEFT - BAR - 8}" y="{y + 4}" width="{width:.1f}" height="{CELL - 8}" '
            f'fill="{color}" fill-opacity="0.55"/>'
        )
        yield text(LEFT - BAR - 14, y + CELL - 5, room, color, "end")
        yield (
            f'<line x1="{LEFT}" y1="{y + CELL / 2}" x2="{LEFT + i * CELL + CELL / 2}" '
            f'y2="{y + CELL / 2}" stroke="#ddd" stroke-width="0.6"/>'
        )
        yield (
            f'<rect x="{LEFT + i * CELL + 3}" y="{y + 3}" width="{CELL - 6}" height="{CELL - 6}" '
            f'fill="{color}"/>'
        )


def dots(order, users):
    place = {room: i for i, room in enumerate(order)}
    for (user, used), files in sorted(users.items()):
        x = LEFT + place[used] * CELL + CELL / 2
        y = TOP + place[user] * CELL + CELL / 2
        radius = 2.5 + files
        yield (
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius:.1f}" fill="{HOUSES[house_of(used)]}">'
            f"<title>{html.escape(user)} uses {html.escape(used)}: {CLASSES[files]}</title></circle>"
        )


def draw(sources):
    order = [room for line in rooms.RANKS for room in line]
    lines, users = measure(sources)
    size = LEFT + len(order) * CELL + 90
    height = TOP + len(order) * CELL + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{height}" '
        f'viewBox="0 0 {size} {height}" font-family="Helvetica, Arial, sans-serif">',
        "<title>The rooms of the house, and which uses which</title>",
        f'<rect width="{size}" height="{height}" fill="#fff"/>',
        text(LEFT - BAR - 8, TOP - 10, "lines", "#555"),
        text(LEFT, TOP - 10, "uses the room below whose square the dot stands", "#555"),
        *blocks(order),
        *rows(order, lines),
        *dots(order, users),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def main():
    sources = {
        path: house_rules.without_comments(source)
        for path, source in house_rules.sources("models", "sim")
    }
    picture = draw(sources)
    if "--write" in sys.argv[1:]:
        PICTURE.write_text(picture, encoding="utf-8")
        return 0
    if not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != picture:
        print(f"{PICTURE.relative_to(rooms.ROOT)}: not the house of today; tests/lint/picture.py --write")
        return 1
    print("architecture.svg: the house of today")
    return 0


if __name__ == "__main__":
    sys.exit(main())
