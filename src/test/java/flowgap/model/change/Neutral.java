package flowgap.model.change;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.InputFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * A policy that every vendor can say: from 10.1.0.0/24 to 10.2.0.0/24, first match, default deny;
 * and how each of them says it.
 */
record Neutral(List<Line> lines) {
  /**
   * @param protocol 6, 17 or 0 for all
   * @param from first and last address
   * @param sources first and last source port
   */
  record Line(
      boolean permit, int protocol, String[] from, String[] to, int[] sources, int[] ports) {
    boolean anySource() {
      return sources[0] == 0 && sources[1] == 65535;
    }
  }

  static Neutral random(long seed) {
    Random random = new Random(seed);
    List<Line> out = new ArrayList<>();
    for (int i = 3 + random.nextInt(8); i > 0; i--) {
      int protocol = List.of(6, 6, 17, 0).get(random.nextInt(4));
      int low = 20 + random.nextInt(8);
      out.add(
          new Line(
              random.nextInt(3) > 0,
              protocol,
              block(random, "10.1.0."),
              block(random, "10.2.0."),
              new int[] {0, 65535},
              protocol == 0 ? new int[] {0, 65535} : new int[] {low, low + random.nextInt(4)}));
    }
    return new Neutral(out);
  }

  /** Four addresses of a prefix, eight, one or all. */
  private static String[] block(Random random, String net) {
    int size = List.of(1, 4, 8, 256).get(random.nextInt(4));
    int low = size == 256 ? 0 : (8 + random.nextInt(16)) / size * size;
    return new String[] {net + low, net + (low + size - 1)};
  }

  /** A list as it was read, product by product. */
  static Neutral of(RuleList list) {
    List<Line> out = new ArrayList<>();
    for (Rule r : list.rules()) {
      PacketSet all =
          PacketSet.union(r.matches().stream().map(m -> m.packets()).toList())
              .and(PacketSet.ALL_V4);
      for (PacketSet product : r.enabled() ? all.products() : List.<PacketSet>of()) {
        for (int protocol : List.of(6, 17)) {
          if (!product.and(PacketSet.protocol(protocol)).isEmpty()) {
            add(out, r.actions().contains(Action.PERMIT), protocol, product);
          }
        }
      }
    }
    return new Neutral(out);
  }

  private static void add(List<Line> out, boolean permit, int protocol, PacketSet product) {
    for (IpAddress[] from : product.sources().and(AddressSet.ANY_V4).intervals()) {
      for (IpAddress[] to : product.destinations().and(AddressSet.ANY_V4).intervals()) {
        for (int[] source : intervals(product.sourcePorts(protocol))) {
          for (int[] port : intervals(product.destinationPorts(protocol))) {
            out.add(new Line(permit, protocol, texts(from), texts(to), source, port));
          }
        }
      }
    }
  }

  private static String[] texts(IpAddress[] ends) {
    return new String[] {ends[0].toString(), ends[1].toString()};
  }

  private static List<int[]> intervals(PortSet ports) {
    List<int[]> out = new ArrayList<>();
    for (int low = 0; low < 65536; low++) {
      if (ports.contains(low)) {
        int high = low;
        while (high < 65535 && ports.contains(high + 1)) {
          high++;
        }
        out.add(new int[] {low, high});
        low = high;
      }
    }
    return out;
  }

  List<InputFile> asa() {
    StringBuilder out = new StringBuilder("ASA Version 9.12(4)\nhostname edge\n");
    for (String i : List.of("inside 100 10.1.0.254", "outside 0 10.2.0.254")) {
      String[] w = i.split(" ");
      out.append("interface Gi0/").append(w[1]).append("\n nameif ").append(w[0]);
      out.append("\n security-level ").append(w[1]).append("\n ip address ").append(w[2]);
      out.append(" 255.255.255.0\n");
    }
    int number = 0;
    for (Line l : lines) {
      out.append("object network F").append(++number).append("\n range ");
      out.append(String.join(" ", l.from)).append("\nobject network T").append(number);
      out.append("\n range ").append(String.join(" ", l.to)).append('\n');
      out.append("access-list L extended ").append(l.permit ? "permit " : "deny ");
      out.append(l.protocol == 6 ? "tcp" : l.protocol == 17 ? "udp" : "ip");
      out.append(" object F").append(number);
      if (!l.anySource()) {
        out.append(" range ").append(l.sources[0]).append(' ').append(l.sources[1]);
      }
      out.append(" object T").append(number);
      if (l.protocol != 0) {
        out.append(" range ").append(l.ports[0]).append(' ').append(l.ports[1]);
      }
      out.append('\n');
    }
    out.append("access-list L extended deny ip any any\naccess-group L in interface inside\n");
    return List.of(InputFile.of("edge.cfg", out.toString()));
  }

  List<InputFile> iptables() {
    StringBuilder out = new StringBuilder("*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n");
    out.append(":OUTPUT ACCEPT [0:0]\n");
    out.append("-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT\n");
    for (Line l : lines) {
      out.append("-A FORWARD");
      if (l.protocol != 0) {
        String name = l.protocol == 6 ? "tcp" : "udp";
        out.append(" -p ").append(name).append(" -m ").append(name);
        out.append(" --sport ").append(l.sources[0]).append(':').append(l.sources[1]);
        out.append(" --dport ").append(l.ports[0]).append(':').append(l.ports[1]);
      }
      out.append(" -m iprange --src-range ").append(String.join("-", l.from));
      out.append(" --dst-range ").append(String.join("-", l.to));
      out.append(" -j ").append(l.permit ? "ACCEPT\n" : "DROP\n");
    }
    return List.of(InputFile.of("edge.rules", "# Generated by iptables-save\n" + out + "COMMIT\n"));
  }

  List<InputFile> panos() {
    StringBuilder out = new StringBuilder("set deviceconfig system hostname edge\n");
    for (int i = 1; i <= 2; i++) {
      String name = "ethernet1/" + i;
      out.append("set network interface ethernet ").append(name).append(" layer3 ip 10.").append(i);
      out.append(".0.254/24\nset zone z").append(i).append(" network layer3 ").append(name);
      out.append("\nset network virtual-router default interface ").append(name).append('\n');
    }
    int number = 0;
    for (Line l : lines) {
      String rule = "set rulebase security rules r" + ++number + " ";
      String service = "any";
      if (l.protocol != 0) {
        service = "s" + number;
        out.append("set service ").append(service).append(" protocol ");
        out.append(l.protocol == 6 ? "tcp" : "udp").append(" port ");
        out.append(l.ports[0]).append('-').append(l.ports[1]);
        out.append(l.anySource() ? "" : " source-port " + l.sources[0] + "-" + l.sources[1]);
        out.append('\n');
      }
      out.append(rule).append("from z1 to z2 source ").append(String.join("-", l.from));
      out.append(" destination ")
          .append(String.join("-", l.to))
          .append(" application any service ");
      out.append(service).append(" action ").append(l.permit ? "allow" : "deny").append('\n');
    }
    return List.of(InputFile.of("edge.set", out.toString()));
  }

  /** As the ACL of a subnet, before groups that permit everything. */
  List<InputFile> aws(TreeSet<String> servers) {
    StringBuilder entries = new StringBuilder();
    int number = 10;
    for (Line l : lines) {
      String service =
          l.protocol == 0
              ? "'-1'"
              : "'%d','PortRange':{'From':%d,'To':%d}"
                  .formatted(l.protocol, l.ports[0], l.ports[1]);
      for (String cidr : List.of(l.from[0] + "/" + length(l.from))) {
        entries.append(entry(number++, false, l.permit ? "allow" : "deny", service, cidr));
      }
    }
    entries.append(entry(32767, false, "deny", "'-1'", "0.0.0.0/0"));
    entries.append(entry(100, true, "allow", "'-1'", "0.0.0.0/0"));
    String enis =
        String.join(
            ",",
            servers.stream()
                .map(
                    a ->
                        "{'NetworkInterfaceId':'eni-%s','VpcId':'vpc-0a1','SubnetId':'subnet-a','InterfaceType':'interface','PrivateIpAddress':'%s','PrivateIpAddresses':[{'Primary':true,'PrivateIpAddress':'%s'}],'Groups':[{'GroupId':'sg-01','GroupName':'g'}]}"
                            .formatted(a, a, a))
                .toList());
    String open = "[{'IpProtocol':'-1','IpRanges':[{'CidrIp':'0.0.0.0/0'}]}]";
    String text =
        "{'Vpcs':[{'VpcId':'vpc-0a1','CidrBlock':'10.2.0.0/16'}]}"
            + "{'Subnets':[{'SubnetId':'subnet-a','VpcId':'vpc-0a1','CidrBlock':'10.2.0.0/24'}]}"
            + "{'NetworkAcls':[{'NetworkAclId':'acl-1','VpcId':'vpc-0a1','IsDefault':true,'Associations':[],'Entries':["
            + entries.substring(1)
            + "]}]}{'NetworkInterfaces':["
            + enis
            + "]}{'SecurityGroups':[{'GroupId':'sg-01','GroupName':'g','VpcId':'vpc-0a1','OwnerId':'1','IpPermissions':"
            + open
            + ",'IpPermissionsEgress':"
            + open
            + "}]}";
    return List.of(InputFile.of("account.json", text.replace('\'', '"')));
  }

  private static String entry(
      int number, boolean egress, String action, String service, String cidr) {
    return ",{'RuleNumber':%d,'Egress':%s,'RuleAction':'%s','Protocol':%s,'CidrBlock':'%s'}"
        .formatted(number, egress, action, service, cidr);
  }

  private static int length(String[] ends) {
    int size = last(ends[1]) - last(ends[0]) + 1;
    return 32 - Integer.numberOfTrailingZeros(size);
  }

  private static int last(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
  }

  /** The same where an ACL of AWS can say it: towards all destinations. */
  Neutral towardsAll() {
    return new Neutral(
        lines.stream()
            .map(
                l ->
                    new Line(
                        l.permit,
                        l.protocol,
                        l.from,
                        new String[] {"10.2.0.0", "10.2.0.255"},
                        l.sources,
                        l.ports))
            .toList());
  }
}
