#!/usr/bin/env python3
"""Writes an estate of firewalls of all four formats, mixed, each with 200 to 2,000 rules.

usage: estate.py FOLDER FIREWALLS [SEED]

FOLDER/exports holds them, FOLDER/flows.csv 50 flows. Every firewall guards a site of its own, a
/18 of 10.0.0.0/8, and has a default route to the rest. The first N firewalls of a larger estate
are the estate of N.
"""
import json
import os
import sys

import flows
from asa import Asa
from aws import Aws
from draw import Numbers
from iptables import Iptables
from panos import Panos


def write(path, lines):
    with open(path, "w") as out:
        for line in lines:
            out.write(line + "\n")


def firewall(folder, number, seed):
    rules = Numbers(seed * 1_000_003 + number).randint(200, 2000)
    own = seed * 7_000_003 + number
    site = (0x0A000000 + (number << 14), 18)
    name = "site-%04d" % number
    kind = number % 4
    if kind == 0:
        write("%s/%s.cfg" % (folder, name), Asa(rules, own, name, site).lines())
    elif kind == 1:
        write("%s/%s.xml" % (folder, name), Panos(rules, own, name, site).lines())
    elif kind == 2:
        dump = Iptables(rules, own, site)
        write("%s/%s.rules" % (folder, name), dump.lines())
        write("%s/%s.addr.txt" % (folder, name), dump.addresses())
        write("%s/%s.route.txt" % (folder, name), dump.routes())
    else:
        vpc = Aws(rules, own, number, site)
        os.makedirs("%s/%s" % (folder, name), exist_ok=True)
        with open("%s/%s/security-groups.json" % (folder, name), "w") as out:
            vpc.write_groups(out)
        for file, answer in vpc.companions().items():
            with open("%s/%s/%s" % (folder, name, file), "w") as out:
                json.dump(answer, out, indent=4)
    return site


def estate(folder, count, seed=20261121):
    """The same flows for every number of firewalls up to 1,000."""
    exports = os.path.join(folder, "exports")
    os.makedirs(exports, exist_ok=True)
    for number in range(count):
        firewall(exports, number, seed)
    sites = [(0x0A000000 + (number << 14), 18) for number in range(100)]
    write(os.path.join(folder, "flows.csv"), flows.estate(50, seed, sites))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    estate(sys.argv[1], int(sys.argv[2]), *map(int, sys.argv[3:]))
