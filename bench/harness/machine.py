"""What was measured on: ratios of different machines are not the same thing."""

import os
import pathlib
import re
import subprocess


def flags():
    match = re.search(r"^flags\s*:(.*)$", _cpuinfo(), re.M)
    return set(match.group(1).split()) if match else set()


def has_avx512():
    return {"avx512f", "avx512dq", "avx512vl"} <= flags()


def _cpuinfo():
    try:
        return pathlib.Path("/proc/cpuinfo").read_text()
    except OSError:
        return ""


def _field(name):
    match = re.search(rf"^{name}\s*:\s*(.*)$", _cpuinfo(), re.M)
    return match.group(1).strip() if match else "unknown"


def _compiler(build):
    cache = (build / "CMakeCache.txt").read_text()
    path = re.search(r"^CMAKE_C_COMPILER:\w+=(.*)$", cache, re.M).group(1)
    return subprocess.run([path, "--version"], capture_output=True, text=True).stdout.split("\n")[0]


def describe(build):
    return {
        "cpu": _field("model name"),
        "processors": len(os.sched_getaffinity(0)),
        "sets": [s for s in ("avx2", "avx512f", "avx512dq", "avx512vl") if s in flags()],
        "compiler": _compiler(build),
        "load_at_start": os.getloadavg()[0],
    }
