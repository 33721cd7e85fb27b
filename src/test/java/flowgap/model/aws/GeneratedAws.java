package flowgap.model.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random accounts with one VPC, over few addresses and ports so that rules meet packets. */
final class GeneratedAws {
  static final String VPC = "vpc-0a1";

  private final Random random;
  private final List<Pieces.Piece> pieces = new ArrayList<>();
  private final boolean six;
  private final int subnets;
  private final int groups;

  GeneratedAws(long seed) {
    random = new Random(seed);
    six = random.nextInt(3) == 0;
    subnets = 1 + random.nextInt(3);
    groups = 1 + random.nextInt(3);
    vpc();
    for (int g = 0; g < groups; g++) {
      group("sg-0" + g);
    }
    for (int i = 0; i < 5; i++) {
      eni(i);
    }
    for (int a = 0; a < 1 + random.nextInt(subnets); a++) {
      acl(a);
    }
  }

  List<Pieces.Piece> pieces() {
    return pieces;
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private void vpc() {
    pieces.add(
        Pieces.element(
            "Vpcs",
            "{'VpcId':'vpc-0a1','CidrBlock':'10.0.0.0/16','OwnerId':'111122223333','CidrBlockAssociationSet':[{'CidrBlock':'10.0.0.0/16','CidrBlockState':{'State':'associated'}}],'Ipv6CidrBlockAssociationSet':[{'Ipv6CidrBlock':'2001:db8:a::/56','Ipv6CidrBlockState':{'State':'associated'}}]}"));
    for (int s = 0; s < subnets; s++) {
      pieces.add(
          Pieces.element(
              "Subnets",
              ("{'SubnetId':'subnet-@','VpcId':'vpc-0a1','CidrBlock':'10.0.@.0/24','State':'available','Ipv6CidrBlockAssociationSet':[{'Ipv6CidrBlock':'2001:db8:a:@::/64','Ipv6CidrBlockState':{'State':'associated'}}]}")
                  .replace("@", "" + s)));
    }
  }

  private void eni(int number) {
    int s = random.nextInt(subnets);
    String address = "10.0." + s + "." + (10 + number);
    List<String> of = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      if (random.nextInt(2) == 0) {
        of.add("{'GroupId':'sg-0" + g + "','GroupName':'g" + g + "'}");
      }
    }
    String addresses = "{'Primary':true,'PrivateIpAddress':'" + address + "'}";
    if (random.nextInt(4) == 0) {
      addresses += ",{'Primary':false,'PrivateIpAddress':'10.0." + s + "." + (30 + number) + "'}";
    }
    String more = six ? "{'Ipv6Address':'2001:db8:a:" + s + "::" + (10 + number) + "'}" : "";
    pieces.add(
        Pieces.element(
            "NetworkInterfaces",
            "{'NetworkInterfaceId':'eni-"
                + number
                + "','VpcId':'vpc-0a1','SubnetId':'subnet-"
                + s
                + "','InterfaceType':'interface','Status':'in-use','PrivateIpAddress':'"
                + address
                + "','PrivateIpAddresses':["
                + addresses
                + "],'Ipv6Addresses':["
                + more
                + "],'Groups':["
                + String.join(",", of)
                + "]}"));
  }

  private String cidr() {
    return pick(
        "0.0.0.0/0",
        "0.0.0.0/0",
        "10.0.0.0/16",
        "10.0." + random.nextInt(3) + ".0/24",
        "10.0." + random.nextInt(3) + "." + (10 + random.nextInt(5)) + "/32",
        "10.0.0.8/29",
        "192.0.2.0/25",
        "192.0.2." + random.nextInt(4) + "/32");
  }

  private String cidr6() {
    return pick(
        "::/0", "2001:db8:a::/56", "2001:db8:a:1::/64", "2001:db8:a::10/124", "2001:db8:f::/48");
  }

  private String ports() {
    int low = 20 + random.nextInt(8);
    return "'FromPort':" + low + ",'ToPort':" + (low + random.nextInt(4));
  }

  private String service() {
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> "'IpProtocol':'tcp'," + ports();
      case 3 -> "'IpProtocol':'udp'," + ports();
      case 4 -> "'IpProtocol':'tcp','FromPort':0,'ToPort':65535";
      case 5 ->
          "'IpProtocol':'icmp',"
              + pick(
                  "'FromPort':-1,'ToPort':-1",
                  "'FromPort':8,'ToPort':-1",
                  "'FromPort':3,'ToPort':0",
                  "'FromPort':8,'ToPort':0");
      case 6 ->
          "'IpProtocol':'" + pick("47", "50", "132") + "'" + pick("", ",'FromPort':-1,'ToPort':-1");
      case 7 ->
          six
              ? "'IpProtocol':'icmpv6'"
                  + pick("", ",'FromPort':-1,'ToPort':-1", ",'FromPort':128,'ToPort':-1")
              : "'IpProtocol':'6'," + ports();
      default -> "'IpProtocol':'-1'";
    };
  }

  private void group(String id) {
    pieces.add(
        Pieces.element(
            "SecurityGroups",
            "{'GroupId':'"
                + id
                + "','GroupName':'n"
                + id
                + "','Description':'d','OwnerId':'111122223333','VpcId':'vpc-0a1','Tags':[],'IpPermissions':[],'IpPermissionsEgress':[]}"));
    for (String side : List.of("IpPermissions", "IpPermissionsEgress")) {
      if (random.nextInt(3) == 0) {
        rule(
            id,
            side,
            "{'IpProtocol':'-1','UserIdGroupPairs':[],'IpRanges':[{'CidrIp':'0.0.0.0/0'}],'Ipv6Ranges':[{'CidrIpv6':'::/0'}],'PrefixListIds':[]}");
      }
      for (int i = random.nextInt(5); i > 0; i--) {
        String ranges = "{'CidrIp':'" + cidr() + "'}" + pick("", ",{'CidrIp':'" + cidr() + "'}");
        String ranges6 = six ? "{'CidrIpv6':'" + cidr6() + "'}" : "";
        String pairs =
            random.nextInt(3) == 0
                ? "{'GroupId':'sg-0" + random.nextInt(groups) + "','UserId':'111122223333'}"
                : "";
        if (!pairs.isEmpty() && random.nextBoolean()) {
          ranges = "";
        }
        rule(
            id,
            side,
            "{"
                + service()
                + ",'UserIdGroupPairs':["
                + pairs
                + "],'IpRanges':["
                + ranges
                + "],'Ipv6Ranges':["
                + ranges6
                + "],'PrefixListIds':[]}");
      }
    }
  }

  private void rule(String id, String side, String json) {
    pieces.add(Pieces.rule("SecurityGroups", id, side, json));
  }

  private void acl(int number) {
    String id = "acl-0" + number;
    String bound =
        number == 0
            ? ""
            : "{'NetworkAclId':'"
                + id
                + "','SubnetId':'subnet-"
                + (number - 1)
                + "','NetworkAclAssociationId':'b"
                + number
                + "'}";
    pieces.add(
        Pieces.element(
            "NetworkAcls",
            "{'NetworkAclId':'"
                + id
                + "','VpcId':'vpc-0a1','IsDefault':"
                + (number == 0)
                + ",'Associations':["
                + bound
                + "],'Entries':[],'Tags':[]}"));
    for (boolean egress : new boolean[] {true, false}) {
      List<Integer> numbers = new ArrayList<>(List.of(90, 100, 110, 120, 200, 300));
      for (int i = random.nextInt(5); i > 0; i--) {
        entry(
            id,
            numbers.remove(random.nextInt(numbers.size())),
            egress,
            pick("allow", "deny"),
            aclService(),
            random.nextInt(3) == 0);
      }
      if (random.nextInt(4) > 0) {
        entry(id, 400, egress, "allow", "'Protocol':'-1'", false);
        entry(id, 401, egress, "allow", "'Protocol':'-1'", true);
      }
      entry(id, 32767, egress, "deny", "'Protocol':'-1'", false);
    }
  }

  private String aclService() {
    int low = 20 + random.nextInt(8);
    return switch (random.nextInt(7)) {
      case 0, 1 ->
          "'Protocol':'6','PortRange':{'From':" + low + ",'To':" + (low + random.nextInt(5)) + "}";
      case 2 ->
          "'Protocol':'17','PortRange':{'From':" + low + ",'To':" + (low + random.nextInt(5)) + "}";
      case 3 -> "'Protocol':'6','PortRange':{'From':1024,'To':" + pick("65535", "40000") + "}";
      case 4 ->
          "'Protocol':'1','IcmpTypeCode':{'Type':" + pick("8", "0", "-1", "3") + ",'Code':-1}";
      case 5 -> "'Protocol':'" + pick("47", "50", "132") + "'";
      default -> "'Protocol':'-1'";
    };
  }

  private void entry(
      String id, int number, boolean egress, String action, String service, boolean v6) {
    boolean last = number >= 400;
    String cidr =
        v6
            ? "'Ipv6CidrBlock':'" + (last ? "::/0" : cidr6())
            : "'CidrBlock':'" + (last ? "0.0.0.0/0" : cidr());
    pieces.add(
        Pieces.rule(
            "NetworkAcls",
            id,
            "Entries",
            "{'Egress':"
                + egress
                + ",'RuleAction':'"
                + action
                + "','RuleNumber':"
                + (number + (v6 ? 1 : 0))
                + ","
                + service
                + ","
                + cidr
                + "'}"));
  }
}
