"""A Cisco ASA configuration with one long list, bound to the outside interface.

About a tenth of its entries lie within earlier ones, so that there is something to find; a list
holds no entry twice, as on the device. Groups of addresses and services are used by a fourth of them.
"""
from draw import Numbers, TCP, dotted, mask


class Asa:
    def __init__(self, entries, seed, name=None, site=None):
        """site: the network behind the inside interface, as number and length."""
        self.random = Numbers(seed, site)
        self.entries = entries
        self.name = name or "bench-%d" % entries
        self.site = site
        self.groups = ["servers-%03d" % i for i in range(max(3, min(400, entries // 40)))]
        self.services = ["ports-%03d" % i for i in range(max(3, min(100, entries // 100)))]

    def lines(self):
        yield "ASA Version 9.16(4)"
        yield "!"
        yield "hostname " + self.name
        for number, (name, level, address) in enumerate(
                (("outside", 0, "198.51.100.1"), ("inside", 100, "172.30.0.1"), ("dmz", 50, "172.31.0.1"))):
            yield "interface GigabitEthernet0/%d" % number
            yield " nameif " + name
            yield " security-level %d" % level
            yield " ip address %s 255.255.255.0" % address
            yield "!"
        yield from self.group_lines()
        yield from self.list_lines()
        yield "access-group outside_in in interface outside"
        if self.site:
            yield "route outside 0.0.0.0 0.0.0.0 198.51.100.254 1"
            yield "route inside %s %s 172.30.0.254 1" % (dotted(self.site[0]), mask(self.site[1]))
        yield ": end"

    def group_lines(self):
        r = self.random
        for name in self.groups:
            yield "object-group network " + name
            for _ in range(r.randint(2, 8)):
                if r.random() < 0.6:
                    yield " network-object host " + dotted(r.host())
                else:
                    network, length = r.network()
                    yield " network-object %s %s" % (dotted(network), mask(length))
        for name in self.services:
            yield "object-group service " + name + " tcp"
            for _ in range(r.randint(2, 6)):
                if r.random() < 0.75:
                    yield " port-object eq %d" % r.choice(TCP)
                else:
                    first = r.randint(1024, 60000)
                    yield " port-object range %d %d" % (first, first + r.randint(1, 2000))

    def address(self):
        r = self.random
        x = r.random()
        if x < 0.45:
            return r.host(), 32
        if x < 0.75:
            return r.network()
        if x < 0.90:
            return r.choice(self.groups), None
        if x < 0.93 and self.site:
            return self.site
        return 0, 0

    def entry(self):
        r = self.random
        protocol, first, last = r.service()
        group = protocol == "tcp" and r.random() < 0.15
        ports = r.choice(self.services) if group else (first, last)
        action = "permit" if r.random() < 0.85 else "deny"
        source, destination = self.address(), self.address()
        if source == (0, 0) and destination == (0, 0):
            destination = r.host(), 32
        return action, protocol, ports, source, destination

    def narrower(self, address):
        network, length = address
        if length is None or length == 32:
            return address
        return (self.random.within(network, length) if length else self.random.host()), 32

    def list_lines(self):
        r = self.random
        written = []
        texts = set()
        for i in range(self.entries):
            entry = self.within(written) if i > 20 and r.random() < 0.12 else self.entry()
            while self.text(*entry) in texts:
                entry = self.entry()
            written.append(entry)
            texts.add(self.text(*entry))
            if i % 50 == 0:
                yield "access-list outside_in remark block %d, change CHG%07d" % (i // 50, 100000 + i)
            yield "access-list outside_in extended " + self.text(*entry)

    def within(self, written):
        """An entry within an earlier one, which may do the opposite."""
        r = self.random
        action, protocol, ports, source, destination = written[r.randrange(len(written))]
        if r.random() > 0.6:
            action = "deny" if action == "permit" else "permit"
        return action, protocol, ports, self.narrower(source), self.narrower(destination)

    @staticmethod
    def text(action, protocol, ports, source, destination):
        words = [action, protocol or "ip", Asa.place(*source), Asa.place(*destination)]
        if protocol == "icmp":
            words.append("echo")
        elif protocol and isinstance(ports, str):
            words.append("object-group " + ports)
        elif protocol:
            words.append("eq %d" % ports[0] if ports[0] == ports[1] else "range %d %d" % ports)
        return " ".join(words)

    @staticmethod
    def place(network, length):
        if length is None:
            return "object-group " + network
        if length == 32:
            return "host " + dotted(network)
        return "%s %s" % (dotted(network), mask(length)) if length else "any"
