"""A PAN-OS configuration of one virtual system: objects, groups and a rulebase."""
from draw import Numbers, dotted


class Panos:
    def __init__(self, rules, seed, name, site=None):
        self.random = Numbers(seed, site)
        self.rules = rules
        self.name = name
        self.site = site or (0x0A000000, 8)
        self.objects = max(10, min(20000, rules // 2))
        self.groups = max(3, min(1000, rules // 20))
        self.services = max(5, min(300, rules // 10))

    def lines(self):
        yield '<?xml version="1.0"?>'
        yield '<config version="10.2.0" urldb="paloaltonetworks">'
        yield "  <devices>"
        yield '    <entry name="localhost.localdomain">'
        yield "      <deviceconfig><system><hostname>%s</hostname></system></deviceconfig>" % self.name
        yield from self.network()
        yield "      <vsys>"
        yield '        <entry name="vsys1">'
        yield "          <zone>"
        for zone, number in (("outside", 1), ("inside", 2)):
            yield '            <entry name="%s"><network><layer3><member>ethernet1/%d</member></layer3></network></entry>' % (zone, number)
        yield "          </zone>"
        yield from self.object_lines()
        yield "          <rulebase>"
        yield "            <security>"
        yield "              <rules>"
        for i in range(self.rules):
            yield from self.rule(i)
        yield "              </rules>"
        yield "            </security>"
        yield "          </rulebase>"
        yield "        </entry>"
        yield "      </vsys>"
        yield "    </entry>"
        yield "  </devices>"
        yield "</config>"

    def network(self):
        yield "      <network>"
        yield "        <interface><ethernet>"
        for number, address in ((1, "198.51.100.1/24"), (2, "172.30.0.1/24")):
            yield '          <entry name="ethernet1/%d"><layer3><ip><entry name="%s"/></ip></layer3></entry>' % (number, address)
        yield "        </ethernet></interface>"
        yield "        <virtual-router>"
        yield '          <entry name="default">'
        yield "            <interface><member>ethernet1/1</member><member>ethernet1/2</member></interface>"
        yield "            <routing-table><ip><static-route>"
        for name, network, number, hop in (
                ("default", "0.0.0.0/0", 1, "198.51.100.254"),
                ("site", "%s/%d" % (dotted(self.site[0]), self.site[1]), 2, "172.30.0.254")):
            yield '              <entry name="%s">' % name
            yield "                <destination>%s</destination>" % network
            yield "                <interface>ethernet1/%d</interface>" % number
            yield "                <nexthop><ip-address>%s</ip-address></nexthop>" % hop
            yield "                <metric>10</metric>"
            yield "              </entry>"
        yield "            </static-route></ip></routing-table>"
        yield "          </entry>"
        yield "        </virtual-router>"
        yield "      </network>"

    def object_lines(self):
        r = self.random
        yield "          <address>"
        for i in range(self.objects):
            network, length = (r.host(), 32) if r.random() < 0.6 else r.network()
            yield '            <entry name="net-%05d"><ip-netmask>%s/%d</ip-netmask></entry>' % (i, dotted(network), length)
        yield "          </address>"
        yield "          <address-group>"
        for i in range(self.groups):
            members = "".join("<member>net-%05d</member>" % r.randrange(self.objects) for _ in range(r.randint(2, 8)))
            yield '            <entry name="group-%04d"><static>%s</static></entry>' % (i, members)
        yield "          </address-group>"
        yield "          <service>"
        for i in range(self.services):
            protocol, first, last = "icmp", 0, 0
            while protocol not in ("tcp", "udp"):
                protocol, first, last = r.service()
            port = "%d" % first if first == last else "%d-%d" % (first, last)
            yield '            <entry name="service-%03d"><protocol><%s><port>%s</port></%s></protocol></entry>' % (i, protocol, port, protocol)
        yield "          </service>"

    def side(self):
        r = self.random
        x = r.random()
        if x < 0.5:
            return "".join("<member>net-%05d</member>" % r.randrange(self.objects) for _ in range(r.randint(1, 3)))
        if x < 0.8:
            return "<member>group-%04d</member>" % r.randrange(self.groups)
        if x < 0.9:
            return "<member>%s/%d</member>" % (lambda n: (dotted(n[0]), n[1]))(r.network())
        return "<member>any</member>"

    def rule(self, i):
        r = self.random
        inward = r.random() < 0.5
        x = r.random()
        service = "any" if x < 0.1 else "service-https" if x < 0.2 else "service-%03d" % r.randrange(self.services)
        yield '                <entry name="rule-%06d">' % i
        yield "                  <from><member>%s</member></from>" % ("outside" if inward else "inside")
        yield "                  <to><member>%s</member></to>" % ("inside" if inward else "outside")
        yield "                  <source>%s</source>" % self.side()
        yield "                  <destination>%s</destination>" % self.side()
        yield "                  <application><member>any</member></application>"
        yield "                  <service><member>%s</member></service>" % service
        yield "                  <action>%s</action>" % ("allow" if r.random() < 0.85 else "deny")
        if i % 25 == 0:
            yield "                  <description>change CHG%07d</description>" % (100000 + i)
        yield "                </entry>"
