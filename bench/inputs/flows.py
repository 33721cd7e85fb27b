"""Required flows: half of them for subnets, as CSV."""
from draw import Numbers, TCP, UDP, dotted


def between_zones(count, seed, source_zone, destination_zone):
    """Flows with both zones fixed, so that the list between them is asked."""
    r = Numbers(seed)
    yield "id,source,destination,service,requirement,in_zone,out_zone"
    for i in range(count):
        sides = []
        for _ in range(2):
            network, length = (r.host(), 32) if i % 2 else r.network()
            sides.append("%s/%d" % (dotted(network), length))
        yield "F-%05d,%s,%s,%s,required,%s,%s" % (i, *sides, service(r), source_zone, destination_zone)


def service(r):
    x = r.random()
    if x < 0.7:
        return "tcp/%d" % r.choice(TCP)
    if x < 0.9:
        return "udp/%d" % r.choice(UDP)
    first = r.randint(1024, 40000)
    return "tcp/%d-%d" % (first, first + r.randint(1, 50))


def estate(count, seed, sites):
    """Flows from and to a management network: a fifth for all sites, others for some or one."""
    r = Numbers(seed)
    yield "id,name,source,destination,service,requirement"
    for i in range(count):
        manager = "192.0.2.%d" % r.randint(1, 250)
        network, length = r.choice(sites)
        if i % 5 == 0:
            there = "10.0.0.0/8"
        elif i % 5 < 3:
            there = "10.%d.0.0/10" % (network >> 16 & 0xC0)
        else:
            there = "%s/%d" % (dotted(network + 256), 24)
        source, destination = (manager, there) if i % 3 else (there, manager)
        requirement = "required" if i % 10 else "optional"
        yield "E-%03d,step %d,%s,%s,%s,%s" % (i, i, source, destination, service(r), requirement)
