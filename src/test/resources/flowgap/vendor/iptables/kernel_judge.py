#!/usr/bin/env python3
"""Asks the kernel's netfilter what becomes of connections.

Three network namespaces, client - firewall - server, are made here and deleted at the end; none has
a link to any other network. Each line of standard input is a question in JSON: "v6", "restore" (what
iptables-restore loads), "ipset" (what ipset restore loads), "probes" ([source, destination, protocol,
source port, destination port]; for ICMP type and code). Each answer is a line of JSON: "passed", for
each probe how many packets came through: the opener, its answer, a later packet of the opener's
direction; or "error". Arguments: the names of the firewall's interfaces towards the clients and
the servers. Client addresses are 10.1.0.0/16, 2001:db8:1::/48 and those of the list "clients", all
others and those of the list "servers" lie behind the server. Needs root, iptables, ipset, iproute2, conntrack.
"""
import ctypes
import ipaddress
import json
import os
import select
import socket
import struct
import subprocess
import sys
import time

CLIENT, SERVER = sys.argv[1:3] if len(sys.argv) > 2 else ("eth0", "eth1")
NAMES = {k: "flowgap-%d-%s" % (os.getpid(), k) for k in "cfs"}
MAGIC = b"FLGP"
LIBC = ctypes.CDLL(None, use_errno=True)
OPENER, ANSWER, LATER = 0, 1, 2
REPLY_TYPES = {1: {8: 0, 13: 14, 15: 16, 17: 18}, 58: {128: 129, 139: 140}}


def run(command, namespace=None, text=None, check=True):
    if namespace:
        command = "ip netns exec %s %s" % (NAMES[namespace], command)
    done = subprocess.run(command, shell=True, input=text, text=True, capture_output=True)
    if check and done.returncode:
        raise RuntimeError("%s: %s" % (command, done.stderr.strip()[:500]))
    return done.stdout


def inside(namespace, function):
    mine = os.open("/proc/self/ns/net", os.O_RDONLY)
    other = os.open("/run/netns/" + NAMES[namespace], os.O_RDONLY)
    try:
        if LIBC.setns(other, 0x40000000):
            raise OSError(ctypes.get_errno(), "setns")
        return function()
    finally:
        LIBC.setns(mine, 0x40000000)
        os.close(other)
        os.close(mine)


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def packet(source, destination, protocol, first, second, leg, number, v6):
    """An IP packet: of TCP SYN, SYN+ACK or ACK, of ICMP a request or its reply."""
    tag = MAGIC + struct.pack("!IB", number, leg) + b"\0\0\0"
    s, d = source.packed, destination.packed
    if protocol == 6:
        size = len(tag)
        sequence, acknowledged, flags = {
            OPENER: (1000, 0, 2),
            ANSWER: (5000, 1001 + size, 18),
            LATER: (1001 + size, 5001 + size, 16),
        }[leg]
        body = struct.pack("!HHIIBBHHH", first, second, sequence, acknowledged, 0x50, flags, 65535, 0, 0)
        body += tag
    elif protocol == 17:
        body = struct.pack("!HHHH", first, second, 8 + len(tag), 0) + tag
    elif protocol in (1, 58):
        body = struct.pack("!BBHHH", first, second, 0, number & 0xFFFF, 1 + leg) + tag
    elif protocol == 47:
        body = struct.pack("!HH", 0, 0x0800) + tag
    else:
        body = struct.pack("!II", 0x1234, 1 + leg) + tag
    if protocol in (6, 17) or protocol == 58:
        pseudo = s + d + struct.pack("!I" if v6 else "!H", len(body)) + bytes((0, 0, 0, protocol) if v6 else ())
        if not v6:
            pseudo = s + d + bytes((0, protocol)) + struct.pack("!H", len(body))
        total = checksum(pseudo + body)
    else:
        total = checksum(body)
    at = {6: 16, 17: 6, 1: 2, 58: 2}.get(protocol)
    if at is not None:
        body = body[:at] + struct.pack("!H", total) + body[at + 2:]
    if v6:
        return struct.pack("!IHBB", 6 << 28, len(body), protocol, 64) + s + d + body
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(body), number & 0xFFFF, 0x4000, 64, protocol, 0, s, d)
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body


def parsed(frame):
    """(source, destination, protocol, first, second, leg, number) of a probe, or None."""
    kind = frame[12:14]
    if kind == b"\x08\x00":
        head = (frame[14] & 15) * 4
        protocol = frame[23]
        source, destination = ipaddress.ip_address(frame[26:30]), ipaddress.ip_address(frame[30:34])
    elif kind == b"\x86\xdd":
        head, protocol = 40, frame[20]
        source, destination = ipaddress.ip_address(frame[22:38]), ipaddress.ip_address(frame[38:54])
    else:
        return None
    body = frame[14 + head:]
    start = {6: 20, 17: 8, 47: 4}.get(protocol, 8)
    if body[start:start + 4] != MAGIC:
        return None
    number, leg = struct.unpack("!IB", body[start + 4:start + 9])
    if protocol in (6, 17):
        first, second = struct.unpack("!HH", body[:4])
    elif protocol in (1, 58):
        first, second = body[0], body[1]
    else:
        first = second = 0
    return source, destination, protocol, first, second, leg, number


class Lab:
    def __init__(self):
        for name in NAMES.values():
            run("ip netns add " + name)
        run("sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.conf.all.rp_filter=0"
            " net.ipv4.conf.default.rp_filter=0 net.ipv4.icmp_ratelimit=0 net.ipv4.icmp_ratemask=0"
            " net.ipv6.icmp.ratelimit=0 net.ipv6.conf.default.accept_dad=0 net.ipv4.conf.all.send_redirects=0", "f")
        run("ip link set lo up", "f")
        self.sockets, self.head, self.sets = {}, {}, ""
        self.routed = []
        for n, (device, side) in enumerate(((CLIENT, "c"), (SERVER, "s"))):
            run("ip link add name %s netns %s type veth peer name %s netns %s"
                % (device, NAMES["f"], device, NAMES[side]))
            run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.%s.disable_ipv6=1" % device, side)
            run("ip link set dev %s arp off up" % device, side)
            run("ip link set dev %s up" % device, "f")
            run("sysctl -qw net.ipv4.conf.%s.rp_filter=0" % device, "f")
            far = run("cat /sys/class/net/%s/address" % device, side).strip()
            near = run("cat /sys/class/net/%s/address" % device, "f").strip()
            run("ip addr add 192.0.2.%s/32 dev %s" % (1 + n, device), "f")
            run("ip addr add 2001:db8:ffff:%s::1/128 dev %s nodad" % (n, device), "f")
            run("ip neigh replace 192.0.2.10%s lladdr %s dev %s nud permanent" % (n, far, device), "f")
            run("ip neigh replace 2001:db8:ffff:%s::2 lladdr %s dev %s nud permanent" % (n, far, device), "f")
            macs = bytes.fromhex(near.replace(":", "")) + bytes.fromhex(far.replace(":", ""))
            self.head[device] = macs
            self.sockets[device] = inside(side, lambda d=device: self.listen(d))
        run("ip route add 10.1.0.0/16 via 192.0.2.100 dev %s onlink" % CLIENT, "f")
        run("ip route add default via 192.0.2.101 dev %s onlink" % SERVER, "f")
        run("ip -6 route add 2001:db8:1::/48 via 2001:db8:ffff:0::2 dev %s onlink" % CLIENT, "f")
        run("ip -6 route add default via 2001:db8:ffff:1::2 dev %s onlink" % SERVER, "f")
        time.sleep(0.3)

    @staticmethod
    def listen(device):
        s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        s.setsockopt(socket.SOL_SOCKET, 33, 64 << 20)
        s.bind((device, 0))
        s.setblocking(False)
        return s

    def close(self):
        for s in self.sockets.values():
            s.close()
        for name in NAMES.values():
            run("ip netns del " + name, check=False)

    def load(self, question):
        for program in ("iptables", "ip6tables"):
            for table in ("raw", "mangle", "nat", "filter", "security"):
                run("%s -t %s -F" % (program, table), "f", check=False)
                run("%s -t %s -X" % (program, table), "f", check=False)
            text = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n"
            text += "*mangle\n:PREROUTING ACCEPT\n:FORWARD ACCEPT\n:POSTROUTING ACCEPT\nCOMMIT\n"
            text += "*raw\n:PREROUTING ACCEPT\nCOMMIT\n"
            run(program + "-restore", "f", text)
        for address in self.routed:
            run("ip route del " + address, "f", check=False)
        self.routed = []
        for key, device, n in (("clients", CLIENT, 0), ("servers", SERVER, 1)):
            for address in question.get(key, []):
                gateway = "2001:db8:ffff:%d::2" % n if ":" in address else "192.0.2.10%d" % n
                run("ip route replace %s via %s dev %s onlink" % (address, gateway, device), "f")
                self.routed.append(address)
        if question.get("ipset", "") != self.sets:
            for _ in range(100):  # the kernel lets go of deleted rules a little later
                run("ipset flush", "f", check=False)  # lists hold on to their members
                run("ipset destroy", "f", check=False)
                if not run("ipset list -n", "f").strip():
                    break
                time.sleep(0.02)
            self.sets = question.get("ipset", "")
            run("ipset restore", "f", self.sets)
        program = "ip6tables%s-restore" if question["v6"] else "iptables%s-restore"
        try:
            run(program % "", "f", question["restore"])
        except RuntimeError as e:
            if "Segmentation fault" not in str(e):
                raise
            run(program % "-legacy", "f", question["restore"])
        run("sysctl -qw net.netfilter.nf_conntrack_tcp_be_liberal=1", "f", check=False)
        self.forget()

    @staticmethod
    def forget():
        run("conntrack -F", "f", check=False)

    def received(self, v6):
        def read():
            if v6:
                for line in open("/proc/thread-self/net/snmp6"):
                    if line.startswith("Ip6InReceives"):
                        return int(line.split()[1])
            lines = [x.split() for x in open("/proc/thread-self/net/snmp") if x.startswith("Ip:")]
            return int(lines[1][lines[0].index("InReceives")])
        return inside("f", read)

    def drain(self, device):
        out = []
        while True:
            try:
                frame, where = self.sockets[device].recvfrom(4096)
            except BlockingIOError:
                return out
            if where[2] != 4:
                out.append(frame)

    def send(self, device, packets, v6):
        """Sends packets, waits until the firewall has seen them all."""
        kind = b"\x86\xdd" if v6 else b"\x08\x00"
        s = self.sockets[device]
        for i in range(0, len(packets), 128):
            before = self.received(v6)
            part = packets[i:i + 128]
            for p in part:
                while True:
                    try:
                        s.send(self.head[device] + kind + p)
                        break
                    except (BlockingIOError, OSError):
                        select.select([], [s], [], 0.01)
            for _ in range(400):
                if self.received(v6) - before >= len(part):
                    break
                time.sleep(0.0005)
        time.sleep(0.002)

    def leg(self, device, packets, leg, v6):
        """What of the probes comes out on the other side, by number, as it looks there."""
        other = SERVER if device == CLIENT else CLIENT
        self.drain(other)
        self.send(device, packets, v6)
        out = {}
        for frame in self.drain(other):
            seen = parsed(frame)
            if seen and seen[5] == leg:
                out[seen[6]] = seen
        self.drain(device)
        return out

    def connections(self, probes, numbers, v6):
        """How many of its three packets come through, for each probe."""
        client = {n: self.ends(probes[n]) for n in numbers}
        opened = self.leg(
            CLIENT, [packet(*client[n], OPENER, n, v6) for n in numbers], OPENER, v6)
        answers = []
        for n, (source, destination, protocol, first, second, _, _) in opened.items():
            if protocol in (1, 58):
                reply = REPLY_TYPES[protocol].get(first)
                if reply is None:
                    continue
                answers.append(packet(destination, source, protocol, reply, 0, ANSWER, n, v6))
            else:
                answers.append(packet(destination, source, protocol, second, first, ANSWER, n, v6))
        # An answer from an address that the client never asked is none.
        answered = {n: seen for n, seen in self.leg(SERVER, answers, ANSWER, v6).items()
                    if seen[:2] == (client[n][1], client[n][0])
                    and (seen[2] not in (6, 17) or seen[3:5] == (client[n][4], client[n][3]))}
        later = self.leg(CLIENT, [packet(*client[n], LATER, n, v6) for n in answered], LATER, v6)
        return {n: (n in opened) + (n in answered) + (n in later) for n in numbers}

    @staticmethod
    def ends(probe):
        return (ipaddress.ip_address(probe[0]), ipaddress.ip_address(probe[1]), *probe[2:])

    def answer(self, question):
        self.load(question)
        probes, v6 = question["probes"], question["v6"]
        passed = self.connections(probes, range(len(probes)), v6)
        again = [n for n, count in passed.items() if count < 3]
        if again:
            self.forget()
            for n, count in self.connections(probes, again, v6).items():
                passed[n] = max(passed[n], count)
        return {"passed": [passed[n] for n in range(len(probes))]}


def main():
    lab = Lab()
    try:
        for line in sys.stdin:
            try:
                answer = lab.answer(json.loads(line))
            except RuntimeError as e:
                answer = {"error": str(e)}
            print(json.dumps(answer), flush=True)
    finally:
        lab.close()


if __name__ == "__main__":
    main()
