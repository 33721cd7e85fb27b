"""Runs whole processes and takes their time and memory."""
import math
import os
import re
import statistics
import subprocess
import time


class Measured:
    """Seconds and MiB of a process and its children."""

    def __init__(self, wall, cpu, rss, status):
        self.wall, self.cpu, self.rss, self.status = wall, cpu, rss, status

    def text(self):
        failed = "" if self.status == 0 else ", exit status %d" % self.status
        time_ = "%.0f ms" % (self.wall * 1000) if self.wall < 1 else "%.1f s" % self.wall
        return "%s, %.2f s processor, %d MiB%s" % (time_, self.cpu, self.rss, failed)


def run(command, env=None):
    begin = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             env=dict(os.environ, **(env or {})))
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode)


def medians(commands, runs, env=None):
    """Side by side: the first of each, then the second of each, and so on."""
    all_ = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            all_[name].append(run(command, env))
    return {
        name: Measured(*(statistics.median(getattr(m, field) for m in got) for field in ("wall", "cpu", "rss")),
                       max(m.status for m in got))
        for name, got in all_.items()}


def said(command, runs):
    """Medians of the values that a program says, by name."""
    all_ = {}
    for _ in range(runs):
        out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        for line in out.splitlines():
            name, _, value = line.partition("\t")
            all_.setdefault(name, []).append(number(value))
    return {name: statistics.median(values) for name, values in all_.items()}


def number(text):
    try:
        return float(text)
    except ValueError:
        return math.nan


def collected(log):
    """The most MiB that were in use after a collection."""
    with open(log) as file:
        return max((int(m[1]) for m in re.finditer(r"M->(\d+)M\(", file.read())), default=0)


def exponent(small, small_time, large, large_time):
    """How time grows with size: 1 = in proportion."""
    return math.log(large_time / small_time) / math.log(large / small)
