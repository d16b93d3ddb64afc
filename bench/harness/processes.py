"""Programs started, bound to processors and timed one after the other."""

import contextlib
import dataclasses
import json
import os
import resource
import statistics
import subprocess
import time


@dataclasses.dataclass
class Outcome:
    """One run of a contestant: seconds, what it did, and what it found."""

    cpu: float
    wall: float
    member_years: float = 0.0
    claims: float = 0.0
    answer: dict = dataclasses.field(default_factory=dict)


class Failed(Exception):
    """A program ended with a code that it should not have."""


@contextlib.contextmanager
def bound(count):
    """Bind this process, and all it starts, to the first so many of its processors."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(allowed)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def _children():
    """Processor seconds of all programs waited for so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(command, environment=None):
    """Exit code, Outcome with times alone, stdout, stderr. The times count the program from its
    start to its end."""
    start = time.monotonic()
    child = subprocess.Popen(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
    )
    before = _children()
    out, error = child.communicate()
    wall = time.monotonic() - start
    return child.returncode, Outcome(_children() - before, wall), out.decode(), error.decode()


def demand(command, environment=None):
    """As run, for programs that must end well: Outcome and stdout."""
    code, outcome, out, error = run(command, environment)
    if code != 0:
        raise Failed(f"{' '.join(map(str, command))}: exit {code}\n{error.strip()[-2000:]}")
    return outcome, out


def side_by_side(commands):
    """Commands at once, each bound to a processor of its own: the Outcome from start to end."""
    start, before = time.monotonic(), _children()
    children = [
        subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            preexec_fn=lambda processor=processor: os.sched_setaffinity(0, {processor}),
        )
        for processor, command in zip(sorted(os.sched_getaffinity(0)), commands)
    ]
    codes = [child.wait() for child in children]
    if any(codes):
        raise Failed(f"{' '.join(map(str, commands[0]))}, side by side: exits {codes}")
    return Outcome(_children() - before, time.monotonic() - start)


def peer(command, member_years=0.0):
    """A peer that times its own loop, which leaves out its start: in its favour."""
    _, out = demand(command)
    found = json.loads(out)
    return Outcome(found["cpu"], found["wall"], member_years, found["claims"], found)


def take_turns(contestants, turns, say):
    """{name: [Outcome of each turn]}: all once, then all again, so that slow hours of the machine
    meet all alike. contestants: {name: function of the turn}."""
    outcomes = {name: [] for name in contestants}
    for turn in range(turns):
        for name, start in contestants.items():
            say(f"{name} ({turn + 1} of {turns})")
            outcomes[name].append(start(turn))
    return outcomes


def median(outcomes, what):
    return statistics.median(what(outcome) for outcome in outcomes)


def ratio(above, below, what):
    """The median over the turns of one's figure over the other's in the same turn."""
    return statistics.median(what(a) / what(b) for a, b in zip(above, below))


def claims_per_second(outcome):
    return outcome.claims / outcome.cpu


def median_claims_per_second(outcomes):
    """None where the claims were not drawn one by one."""
    known = all(outcome.claims is not None for outcome in outcomes)
    return median(outcomes, claims_per_second) if known else None


def member_years_per_second(outcome):
    return outcome.member_years / outcome.cpu


def wall(outcome):
    return outcome.wall


def cpu(outcome):
    return outcome.cpu
