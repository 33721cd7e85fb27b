package flowgap.hostile;

import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.vendor.asa.AsaReader;
import flowgap.vendor.aws.AwsReader;
import flowgap.vendor.iptables.IptablesReader;
import flowgap.vendor.panos.PanosReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads an input of enormous size or depth in a process of its own, whose memory the caller bounds,
 * and says in one line what came of it: {@code Giant asa line}.
 */
final class Giant {
  private static final long GIGABYTE = 1L << 30;
  private static final int MANY = 1_000_000;
  private static final int DEEP = 10_000;

  private static final Map<String, Vendor> VENDORS =
      Map.of(
          "asa", new AsaReader(),
          "iptables", new IptablesReader(),
          "panos", new PanosReader(),
          "panos-set", new PanosReader(),
          "aws", new AwsReader());

  private Giant() {}

  public static void main(String[] arguments) throws IOException {
    List<InputFile> files = input(arguments[0], arguments[1]);
    try {
      List<Firewall> all = VENDORS.get(arguments[0]).read(files, "giant", SiteFacts.NONE);
      long problems = all.stream().mapToLong(f -> f.problems().size()).sum();
      System.out.println("read, problems " + problems);
      all.stream()
          .flatMap(f -> f.problems().stream())
          .limit(3)
          .forEach(p -> System.out.println(p.sentence()));
    } catch (InputFailure e) {
      System.out.println("failed");
      e.problems().stream().limit(3).forEach(p -> System.out.println(p.sentence()));
    } catch (IOException e) {
      System.out.println("failed\n" + e.getMessage());
    }
  }

  private static List<InputFile> input(String format, String kind) {
    return switch (kind) {
      case "line" -> List.of(line(format));
      case "members" -> members(format);
      case "nested" -> List.of(InputFile.of("giant", nested(format, false)));
      case "cycle" -> List.of(InputFile.of("giant", nested(format, true)));
      case "doubling" -> List.of(InputFile.of("giant", doubling()));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** A gigabyte without a line end, behind a beginning by which the format is known. */
  private static InputFile line(String format) {
    String head =
        switch (format) {
          case "asa" -> "ASA Version 9.16(4)\nhostname x\naccess-list a extended permit ip ";
          case "iptables" -> "*filter\n:FORWARD DROP [0:0]\n-A FORWARD -s ";
          case "panos" -> "<config version=\"11.0.0\" urldb=\"paloaltonetworks\"><shared><";
          case "panos-set" -> "set deviceconfig system hostname x\nset rulebase security rules ";
          case "aws" -> "{\"SecurityGroups\": [{\"GroupId\": \"sg-1\", \"GroupName\": \"";
          default -> throw new IllegalArgumentException(format);
        };
    byte[] first = head.getBytes(StandardCharsets.UTF_8);
    return new InputFile(
        "giant",
        GIGABYTE,
        () -> new SequenceInputStream(new ByteArrayInputStream(first), new Endless(GIGABYTE)));
  }

  private static List<InputFile> members(String format) {
    StringBuilder rules = new StringBuilder();
    StringBuilder out = new StringBuilder();
    IntStream all = IntStream.range(0, MANY);
    switch (format) {
      case "asa" -> {
        out.append("ASA Version 9.16(4)\nhostname x\nobject-group network g\n");
        all.forEach(i -> out.append(" network-object host ").append(address(i)).append('\n'));
        out.append("access-list a extended permit ip object-group g any\n");
      }
      case "iptables" -> {
        rules.append("*filter\n:FORWARD DROP [0:0]\n");
        rules.append("-A FORWARD -m set --match-set g src -j ACCEPT\nCOMMIT\n");
        out.append("create g hash:ip family inet hashsize 1024 maxelem 2000000\n");
        all.forEach(i -> out.append("add g ").append(address(i)).append('\n'));
      }
      case "panos" -> {
        out.append("<config version=\"11.0.0\" urldb=\"paloaltonetworks\"><shared><address>");
        all.forEach(
            i ->
                out.append("<entry name=\"a")
                    .append(i)
                    .append("\"><ip-netmask>")
                    .append(address(i))
                    .append("</ip-netmask></entry>"));
        out.append("</address><address-group><entry name=\"g\"><static>");
        IntStream.range(0, MANY)
            .forEach(i -> out.append("<member>a").append(i).append("</member>"));
        out.append("</static></entry></address-group></shared></config>");
      }
      case "aws" -> {
        rules.append("{\"SecurityGroups\": [{\"GroupId\": \"sg-1\", \"GroupName\": \"g\",");
        rules.append("\"VpcId\": \"vpc-1\", \"IpPermissions\": [{\"IpProtocol\": \"-1\",");
        rules.append("\"PrefixListIds\": [{\"PrefixListId\": \"pl-1\"}]}]}]}");
        out.append("{\"Entries\": [");
        all.forEach(
            i ->
                out.append(i == 0 ? "" : ",")
                    .append("{\"Cidr\": \"")
                    .append(address(i))
                    .append("/32\"}"));
        out.append("]}");
      }
      default -> throw new IllegalArgumentException(format);
    }
    if (rules.length() == 0) {
      return List.of(InputFile.of("giant", out.toString()));
    }
    return List.of(
        InputFile.of("giant", rules.toString()),
        InputFile.of(format.equals("aws") ? "pl-1.json" : "giant.ipset", out.toString()));
  }

  /** Each group holds the next one twice: whoever follows every way never comes to an end. */
  private static String doubling() {
    StringBuilder out = new StringBuilder("ASA Version 9.16(4)\nhostname x\n");
    for (String kind : List.of("network", "service")) {
      for (int i = 60; i >= 0; i--) {
        out.append("object-group ").append(kind).append(' ').append(kind).append(i);
        out.append("\n");
        for (int twice = 0; twice < 2; twice++) {
          out.append(
              i == 60
                  ? kind.equals("network")
                      ? " network-object host 10.0.0.1\n"
                      : " service-object tcp destination eq 80\n"
                  : " group-object " + kind + (i + 1) + "\n");
        }
      }
    }
    for (int i = 60; i >= 0; i--) {
      out.append("object-group service ports").append(i).append(" tcp\n");
      String member = i == 60 ? " port-object eq 80\n" : " group-object ports" + (i + 1) + "\n";
      out.append(member).append(member);
    }
    out.append("access-list a extended permit object-group service0 object-group network0 any\n");
    return out.append("access-list a extended permit tcp any any object-group ports0\n").toString();
  }

  /** Groups within groups; in a cycle the last holds the first. */
  private static String nested(String format, boolean cycle) {
    StringBuilder out = new StringBuilder();
    String last = cycle ? "g0" : "";
    switch (format) {
      case "asa" -> {
        out.append("ASA Version 9.16(4)\nhostname x\n");
        for (int i = DEEP - 1; i >= 0; i--) {
          String inner = i < DEEP - 1 ? "g" + (i + 1) : last;
          out.append("object-group network g")
              .append(i)
              .append("\n network-object host 10.0.0.1\n");
          out.append(inner.isEmpty() ? "" : " group-object " + inner + "\n");
        }
        out.append("access-list a extended permit ip object-group g0 any\n");
      }
      case "iptables" -> {
        out.append("*filter\n:FORWARD DROP [0:0]\n");
        IntStream.range(0, DEEP).forEach(i -> out.append(":g").append(i).append(" - [0:0]\n"));
        out.append("-A FORWARD -j g0\n");
        for (int i = 0; i < DEEP; i++) {
          String inner = i < DEEP - 1 ? "g" + (i + 1) : last;
          out.append("-A g").append(i).append(" -j ").append(inner.isEmpty() ? "ACCEPT" : inner);
          out.append('\n');
        }
        out.append("COMMIT\n");
      }
      case "panos" -> {
        out.append("<config version=\"11.0.0\" urldb=\"paloaltonetworks\"><shared><address-group>");
        for (int i = 0; i < DEEP; i++) {
          String inner = i < DEEP - 1 ? "g" + (i + 1) : last;
          out.append("<entry name=\"g").append(i).append("\"><static>");
          out.append("<member>").append(inner.isEmpty() ? "10.0.0.1" : inner).append("</member>");
          out.append("</static></entry>");
        }
        out.append(
            "</address-group></shared><devices><entry name=\"localhost.localdomain\"><vsys>");
        out.append("<entry name=\"vsys1\"><rulebase><security><rules><entry name=\"r\">");
        for (String field : List.of("from", "to", "destination", "service", "application")) {
          out.append("<" + field + "><member>any</member></" + field + ">");
        }
        out.append("<source><member>g0</member></source><action>allow</action></entry></rules>");
        out.append("</security></rulebase></entry></vsys></entry></devices></config>");
      }
      default -> throw new IllegalArgumentException(format);
    }
    return out.toString();
  }

  private static String address(int i) {
    // every second address, so that no two of them join
    int a = 0x0A000000 + 2 * i;
    return (a >>> 24) + "." + (a >>> 16 & 255) + "." + (a >>> 8 & 255) + "." + (a & 255);
  }

  private static final class Endless extends InputStream {
    private long left;

    Endless(long size) {
      this.left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'a' : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      int n = (int) Math.min(left, length);
      if (n == 0) {
        return length == 0 ? 0 : -1;
      }
      java.util.Arrays.fill(bytes, from, from + n, (byte) 'a');
      left -= n;
      return n;
    }
  }
}
