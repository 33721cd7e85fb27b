"""Answers of the AWS command line for one VPC: groups, interfaces, subnets.

A group has no permission twice, whatever its descriptions, as in the service.
"""
import json
from draw import Numbers, dotted

OWNER = "111122223333"


class Aws:
    def __init__(self, rules, seed, number, site=None):
        self.random = Numbers(seed, site)
        self.rules = rules
        self.site = site or (0x0A000000, 8)
        self.vpc = "vpc-%017x" % (0xB0000 + number)
        self.groups = max(2, min(2000, rules // 25))

    def group(self, i):
        return "sg-%017x" % (int(self.vpc[4:], 16) << 16 | i)

    def permissions(self, count):
        known = set()
        return [self.permission(known) for _ in range(count)]

    def permission(self, known):
        r = self.random
        while True:
            protocol, first, last = r.service()
            if (protocol, first, last) not in known:
                break
        known.add((protocol, first, last))
        ranges = []
        cidrs = set()
        for _ in range(1 if r.random() < 0.7 else r.randint(2, 5)):
            x = r.random()
            network, length = (r.host(), 32) if x < 0.3 else (0, 0) if x > 0.95 else r.network()
            cidr = "%s/%d" % (dotted(network), length)
            if cidr in cidrs:
                continue
            cidrs.add(cidr)
            entry = {"CidrIp": cidr}
            if r.random() < 0.4:
                entry["Description"] = "change CHG%07d" % r.randrange(10 ** 7)
            ranges.append(entry)
        pairs = []
        if r.random() < 0.1:
            pairs.append({"GroupId": self.group(r.randrange(self.groups)), "UserId": OWNER})
        out = {"IpProtocol": protocol or "-1"}
        if protocol:
            out["FromPort"] = first
            out["ToPort"] = last if protocol != "icmp" else -1
        return out | {"IpRanges": ranges, "Ipv6Ranges": [], "PrefixListIds": [], "UserIdGroupPairs": pairs}

    def write_groups(self, out):
        """Group by group: a large answer never stands in memory as a whole."""
        out.write('{\n    "SecurityGroups": [\n')
        for i in range(self.groups):
            count = self.rules // self.groups * 10 // 16  # a permission has 1.6 ranges on average
            outward = count // 4
            group = {
                "Description": "group %d" % i, "GroupName": "group-%d" % i, "OwnerId": OWNER,
                "GroupId": self.group(i), "VpcId": self.vpc,
                "IpPermissions": self.permissions(count - outward),
                "IpPermissionsEgress": self.permissions(outward)}
            text = json.dumps(group, indent=4).replace("\n", "\n        ")
            out.write("        %s%s\n" % (text, "," if i + 1 < self.groups else ""))
        out.write("    ]\n}\n")

    def companions(self):
        """Further answers, by file name."""
        network, length = self.site
        cidr = "%s/%d" % (dotted(network), length)
        interfaces = []
        for i in range(self.groups):
            address = dotted(network + 256 + i)
            interfaces.append({
                "NetworkInterfaceId": "eni-%017x" % (int(self.vpc[4:], 16) << 16 | i),
                "Status": "in-use", "VpcId": self.vpc, "SubnetId": "subnet" + self.vpc[3:], "OwnerId": OWNER,
                "Groups": [{"GroupName": "group-%d" % i, "GroupId": self.group(i)}],
                "PrivateIpAddress": address,
                "PrivateIpAddresses": [{"Primary": True, "PrivateIpAddress": address}],
                "Ipv6Addresses": []})
        return {
            "network-interfaces.json": {"NetworkInterfaces": interfaces},
            "subnets.json": {"Subnets": [
                {"SubnetId": "subnet" + self.vpc[3:], "VpcId": self.vpc, "CidrBlock": cidr, "State": "available"}]},
            "vpcs.json": {"Vpcs": [
                {"VpcId": self.vpc, "CidrBlock": cidr, "IsDefault": False, "State": "available",
                 "CidrBlockAssociationSet": [{"CidrBlock": cidr, "CidrBlockState": {"State": "associated"}}]}]}}
