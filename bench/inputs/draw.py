"""Seeded numbers, addresses and services that the generators share."""
import random

TCP = (22, 25, 53, 80, 88, 110, 135, 139, 143, 389, 443, 445, 636, 902, 993, 1433, 1521, 3306, 3389,
       5432, 5985, 8080, 8443, 9000, 9200)
UDP = (53, 67, 69, 123, 161, 162, 389, 500, 514, 1812, 4500)
PRIVATE = ((0x0A000000, 24), (0xAC100000, 20), (0xC0A80000, 16))


def dotted(number):
    return "%d.%d.%d.%d" % (number >> 24 & 255, number >> 16 & 255, number >> 8 & 255, number & 255)


def mask(length):
    return dotted(0xFFFFFFFF << 32 - length & 0xFFFFFFFF)


class Numbers(random.Random):
    """All that a generator draws; the same seed gives the same export."""

    def __new__(cls, *_):
        return super().__new__(cls)

    def __init__(self, seed, site=None):
        """site: the network, as number and length, that half of all addresses belong to."""
        super().__init__(seed)
        self.site = site

    def host(self):
        if self.site and self.random() < 0.5:
            return self.within(*self.site)
        base, bits = self.choice(PRIVATE)
        return base | self.getrandbits(bits)

    def network(self):
        """A network and the length of its prefix, mostly /24."""
        length = self.choices((16, 20, 22, 23, 24, 25, 26, 27, 28, 29),
                              (2, 4, 6, 6, 50, 8, 8, 6, 6, 4))[0]
        return self.host() & (0xFFFFFFFF << 32 - length) & 0xFFFFFFFF, length

    def within(self, network, length):
        return network | self.getrandbits(32 - length) if length < 32 else network

    def service(self):
        """Protocol, first and last port; (None, 0, 0) = any protocol."""
        x = self.random()
        if x < 0.50:
            port = self.choice(TCP)
            return "tcp", port, port
        if x < 0.68:
            port = self.choice(UDP)
            return "udp", port, port
        if x < 0.86:
            first = self.randint(1024, 60000)
            return self.choice(("tcp", "udp")), first, first + self.randint(1, 4000)
        if x < 0.94:
            return None, 0, 0
        return "icmp", 8, 0
