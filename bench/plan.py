#!/usr/bin/python3
"""What a carrier's book costs on a cluster, by simulation of its schedule: a plan on paper.

usage: bench/plan.py [--clients 10000] [--lives 20000000] [--seed 1]

10,000 groups with 20 million lives, on 1 to 1,000 cores in nodes of 16, in two ways: a job array of
one batch a node, each with every n-th client; and the same clients in tasks of like work, largest
first, where a client that would hold up all others is shared by the nodes as an MPI job. Nodes
differ in speed, some are slow, some die. Deterministic. Prints one table.
"""

import argparse
import heapq
import math
import random
import statistics

# Measured, on two Xeon cores with AVX-512 (processor seconds of single runs; other work on the
# machine made them up to a fifth longer, so they err on the dear side):
MEMBER_YEAR = 1.0e-6  # by date. Machine shop, 20,000 trials, with band and levers: 9.83 s for 10.8
#                       million simulated member-years (0.91e-6); 10,000 lives, 1,000 trials: 36.8 s
#                       for 33 million (1.1e-6)
CLIENT = 0.13  # of one more in a batch: 24 of the machine shop's size at 64 trials beside 1
LIFE = 3.3e-6  # read, check, compile, by one thread: `check` of a million lives, 3.3 s
RESULT = 1.1  # of one process alone after the others: merge of 10,000 lives less its one unit
COLLECT = 0.026  # `batch --collect`, a client of 64 trials: 0.67 s for 24, 0.08 s for 1
UNIT_TRIALS, UNIT_LIVES, UNIT_BYTES = 512, 4096, 505e3  # a unit of work; in a part file
MEMORY, MEMORY_LIFE = 50e6, 0.66e3  # bytes of a process, and of each life
RESULT_BYTES, TRIAL_BYTES = 0.4e6, 0.5e3  # of a result file, two or three arrangements

# Assumed, of a cluster:
NODE = 16  # cores
START = 5.0  # seconds until a task runs once there is a node, the scheduler's and the program's
SPEED = 0.08  # standard deviation of a node's speed
SLOW, SLOW_BY = 0.02, 2.0  # share of nodes that are slow, how much
DIES = 1.0 / 2000  # a node, in an hour
AGAIN = 120.0  # seconds until a lost task is queued again; it goes on from its units
DISK = 1e9  # bytes a second of the file system that all share


def book(clients, lives):
    """Lives by client, largest first: lognormal, median an eighth of the mean, at most a million."""
    mean = lives / clients
    sigma = math.sqrt(2.0 * math.log(8.0))
    normal = statistics.NormalDist()
    sizes = [
        mean / 8.0 * math.exp(sigma * normal.inv_cdf((i + 0.5) / clients)) for i in range(clients)
    ]
    scale = lives / sum(sizes)
    return sorted((min(1e6, max(5.0, size * scale)) for size in sizes), reverse=True)


def trials_of(lives):
    """20,000 where chance is large, 1,000 where the assumptions are all that is left of it."""
    return max(1000.0, min(20000.0, 2e7 / lives))


def passes_of(lives):
    """Simulated years: prices, the trials, four levels of the assumption band."""
    trials = trials_of(lives)
    band = max(1.0, math.ceil(trials / 10.0 / UNIT_TRIALS)) * UNIT_TRIALS
    return max(256.0, trials / 5.0) + trials + 4.0 * band


class Client:
    def __init__(self, lives):
        self.alone = CLIENT + LIFE * lives  # one thread
        self.shared = MEMBER_YEAR * lives * passes_of(lives)
        self.work = self.alone + self.shared
        passes = math.ceil(passes_of(lives) / UNIT_TRIALS)
        self.units = passes * math.ceil(lives / UNIT_LIVES)
        self.part = self.units * UNIT_BYTES

    def on(self, cores):
        """Seconds on so many cores at once: units do not divide."""
        waves = math.ceil(self.units / cores)
        return self.alone + self.shared * waves / self.units


def batch(clients, cores):
    """Seconds of one batch on a node: small clients one a core, then the large ones with all."""
    total = sum(c.work for c in clients)
    large = [c for c in clients if c.work > total / cores / 2.0]
    small = [c.work for c in clients if c.work <= total / cores / 2.0]
    ends = [0.0] * cores
    for work in sorted(small, reverse=True):
        heapq.heapreplace(ends, ends[0] + work)
    return max(ends) + sum(c.on(cores) for c in large)


class Nodes:
    """Nodes of a cluster, with the chance of all runs alike."""

    def __init__(self, cores, seed):
        self.random = random.Random(seed)
        self.cores = min(cores, NODE)
        self.slowness = [self._slowness() for _ in range(max(1, cores // NODE))]
        self.free = [(0.0, k) for k in range(len(self.slowness))]
        self.end = 0.0
        self.shared = 0  # clients that all nodes shared
        self.alone = 0.0  # seconds for which they had one process work

    def _slowness(self):
        slow = SLOW_BY if self.random.random() < SLOW else 1.0
        return slow * math.exp(self.random.gauss(0.0, SPEED))

    def _seconds(self, node, seconds):
        seconds = START + seconds * self.slowness[node]
        lost = self.random.random() < 1.0 - math.exp(-DIES * seconds / 3600.0)
        return seconds + (AGAIN + START if lost else 0.0)

    def run(self, seconds):
        """A task on the node that is free first."""
        free, node = heapq.heappop(self.free)
        done = free + self._seconds(node, seconds)
        self.end = max(self.end, done)
        heapq.heappush(self.free, (done, node))

    def share(self, client):
        """An MPI job on all nodes: faster ones take more units; then one process alone."""
        speed = sum(1.0 / s for s in self.slowness)
        seconds = self._seconds(0, 0.0) + client.alone * max(self.slowness)
        cores = self.cores * speed
        seconds += client.shared * math.ceil(client.units / cores) / client.units
        seconds += RESULT + client.alone + 2.0 * client.part / DISK
        self.shared += 1
        self.alone += RESULT + 2.0 * client.alone
        self.free = [(max(f for f, _ in self.free) + seconds, k) for _, k in self.free]
        heapq.heapify(self.free)
        self.end = self.free[0][0]


def by_slices(clients, cores, seed):
    """Every n-th client to a node."""
    nodes = Nodes(cores, seed)
    n = len(nodes.slowness)
    for k in range(n):
        nodes.run(batch(clients[k::n], nodes.cores))
    return nodes


def by_size(clients, cores, seed, tasks_a_node=4):
    """Tasks of like work, largest first; clients above half a node's share by all nodes."""
    nodes = Nodes(cores, seed)
    n = len(nodes.slowness)
    share = sum(c.work for c in clients) / n / nodes.cores
    rest = []
    for client in clients:
        if n > 1 and client.on(nodes.cores) > share / 2.0:
            nodes.share(client)
        else:
            rest.append(client)
    tasks = [(0.0, k, []) for k in range(n * tasks_a_node)]
    for client in rest:
        work, k, mine = heapq.heappop(tasks)
        mine.append(client)
        heapq.heappush(tasks, (work + client.work, k, mine))
    for _, _, mine in sorted(tasks, reverse=True, key=lambda task: task[0]):
        if mine:
            nodes.run(batch(mine, nodes.cores))
    return nodes


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--clients", type=int, default=10_000)
    parser.add_argument("--lives", type=float, default=20e6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sizes = book(options.clients, options.lives)
    clients = [Client(lives) for lives in sizes]
    total = sum(c.work for c in clients)
    disk = sum(RESULT_BYTES + TRIAL_BYTES * trials_of(lives) for lives in sizes)
    print(f"{options.clients:,} clients, {sum(sizes) / 1e6:.1f} million lives: median "
          f"{statistics.median(sizes):,.0f}, largest {sizes[0]:,.0f}")  # fmt: skip
    print(f"work {total / 3600:.1f} core-hours, of them set-up and clients' own "
          f"{sum(c.alone for c in clients) / 3600:.2f}; largest client "
          f"{clients[0].work / 3600:.2f}, its part files {clients[0].part / 1e9:.1f} GB, memory "
          f"{(MEMORY + MEMORY_LIFE * sizes[0]) / 1e9:.2f} GB; results {disk / 1e9:.0f} GB")  # fmt: skip
    collect = COLLECT * len(clients)
    print(f"{disk / DISK / 60:.1f} minutes of the disk at least, {collect / 60:.1f} to collect")
    print("| cores | even share | slices | used | by size | used | shared | of it one process |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for cores in (1, 4, 16, 64, 128, 256, 512, 1008):
        row = f"| {cores:,} | {total / cores / 60:.1f} |"
        for way in (by_slices, by_size):
            runs = [way(clients, cores, options.seed + k) for k in range(20)]
            seconds = max(statistics.mean(run.end for run in runs), disk / DISK) + collect
            row += f" {seconds / 60:.1f} | {100 * total / cores / seconds:.0f}% |"
        print(f"{row} {runs[0].shared} | {runs[0].alone / 60:.1f} |")


if __name__ == "__main__":
    main()
