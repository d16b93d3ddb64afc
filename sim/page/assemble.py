#!/usr/bin/python3
"""Put the page together: one file with the engine, its worker, the form, examples, and a policy that names
each script by its hash.

usage: assemble.py OUT.html ENGINE.js ENGINE.wasm LEVERS.js VERSION COMMIT
"""

import base64
import gzip
import hashlib
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
SCENARIOS = HERE.parents[1] / "scenarios"
EXAMPLES = ["machine-shop", "flower-shop"]
APP = ["yaml_text.js", "form.js", "engine.js", "workbook.js", "files.js", "app.js"]


def web(name):
    return (HERE / "web" / name).read_text(encoding="utf-8")


def named(script):
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def packed(data):
    """How many bytes of gzip, and them in base 85, a twelfth shorter than in base 64; "." for "<", which could end
    a script element."""
    small = gzip.compress(data, 9, mtime=0)
    return f"{len(small)} {base64.b85encode(small, pad=True).decode().replace('<', '.')}"


def in_script(text):
    """Inside a script element, whatever the text: neither its end nor a comment's begin."""
    if re.search(r"</script|<!--", text, re.I):
        raise SystemExit("a script of the page would end early")
    return text


def examples():
    pairs = {name: {"yaml": (SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8"),
                    "csv": (SCENARIOS / f"{name}.csv").read_text(encoding="utf-8")} for name in EXAMPLES}
    return packed(json.dumps(pairs, ensure_ascii=False, sort_keys=True).encode())


def main():
    out, glue, wasm, levers, version, commit = sys.argv[1:]
    module = pathlib.Path(wasm).read_bytes()
    app = '"use strict";\n(() => {\n' + "\n".join(web(name) for name in APP) + "})();\n"
    worker = pathlib.Path(glue).read_text(encoding="utf-8") + "\n" + web("worker.js")
    scripts = named(app) + " " + named(pathlib.Path(levers).read_text(encoding="utf-8"))
    values = {
        "SCRIPTS": scripts,
        "STYLE": web("page.css"),
        "VERSION": version,
        "COMMIT": commit,
        "HASH": hashlib.sha256(module).hexdigest(),
        "MODULE": packed(module),
        "WORKER": packed(worker.encode()),
        "EXAMPLES": examples(),
        "APP": in_script(app),
    }
    page = re.sub(r"@([A-Z]+)@", lambda match: values[match.group(1)], web("page.html"))
    pathlib.Path(out).write_text(page, encoding="utf-8")
    print(f"{out}: {len(page.encode())} bytes, SHA-256 {hashlib.sha256(page.encode()).hexdigest()}")


if __name__ == "__main__":
    main()
