package flowgap.vendor.asa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Entries are read alike with the grammar and without it. */
class PlainEntryTest {
  private static final String HEAD =
      """
      ASA Version 9.16(4)
      hostname edge
      interface GigabitEthernet0/0
       nameif outside
       security-level 0
       ip address 198.51.100.1 255.255.255.0
      object network web
       host 10.9.0.1
      object network cloud
       fqdn cloud.example.com
      object service dns
       service udp destination eq domain
      object-group network servers
       network-object host 10.1.0.1
       network-object 10.2.0.0 255.255.0.0
       group-object inner
      object-group network inner
       network-object object web
      object-group network unsure
       network-object object cloud
       network-object host 10.3.0.3
      object-group network itself
       group-object itself
      object-group service ports tcp
       port-object eq 443
       port-object range 8000 8010
      object-group service both tcp-udp
       port-object eq 53
      object-group service strange tcp
       port-object eq nosuchport
      object-group service mixed
       service-object tcp destination eq 22
       service-object icmp echo
      object-group protocol transport
       protocol-object tcp
       protocol-object udp
      object-group icmp-type ping
       icmp-object echo
      """;

  private static final List<String> SERVICES =
      List.of(
          "ip",
          "tcp",
          "udp",
          "icmp",
          "icmp6",
          "gre",
          "47",
          "300",
          "nosuch",
          "object dns",
          "object missing",
          "object-group mixed",
          "object-group transport",
          "object-group missing");

  private static final List<String> ADDRESSES =
      List.of(
          "any",
          "any4",
          "any6",
          "host 10.0.0.1",
          "host 2001:db8::1",
          "host nosuchname",
          "10.0.0.0 255.0.0.0",
          "10.0.0.0 255.0.255.0",
          "10.0.0.0 0.0.0.255",
          "10.0.0.7 255.255.255.0",
          "2001:db8::/32",
          "10.0.0.300 255.0.0.0",
          "object web",
          "object cloud",
          "object missing",
          "object-group servers",
          "object-group unsure",
          "object-group itself",
          "object-group ports",
          "object-group missing",
          "interface outside",
          "host",
          "");

  private static final List<String> PORTS =
      List.of(
          "",
          "",
          "",
          "eq 443",
          "eq www",
          "eq 0443",
          "eq 70000",
          "eq nosuch",
          "neq 25",
          "lt 1024",
          "range 1 9",
          "range 9 1",
          "range ftp-data ftp",
          "range 10.0.0.1 10.0.0.9",
          "object-group ports",
          "object-group both",
          "object-group strange",
          "object-group mixed",
          "object-group ping",
          "object-group missing",
          "echo",
          "3 1",
          "eq");

  private static final List<String> TAILS =
      List.of(
          "",
          "",
          "",
          "log",
          "inactive",
          "log inactive",
          "log disable",
          "log 6 interval 300",
          "inactive log",
          "time-range nosuch",
          "! a comment",
          "log what",
          "established");

  /** Two blanks between words are left to the grammar. */
  private static Firewall read(List<String> entries, String blank) throws Exception {
    StringBuilder text = new StringBuilder(HEAD);
    for (String e : entries) {
      text.append("access-list in").append(blank).append(e).append('\n');
    }
    text.append("access-group in in interface outside\n");
    InputFile file = InputFile.of("edge.cfg", text.toString());
    return new AsaReader().read(List.of(file), "edge", SiteFacts.NONE).get(0);
  }

  private static List<String> entries() {
    Random random = new Random(7);
    List<String> out = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      List<String> words = new ArrayList<>();
      if (random.nextInt(8) > 0) {
        words.add("extended");
      }
      words.add(random.nextInt(12) == 0 ? "reject" : random.nextBoolean() ? "permit" : "deny");
      words.add(one(SERVICES, random));
      words.add(one(ADDRESSES, random));
      words.add(random.nextInt(4) == 0 ? one(PORTS, random) : "");
      words.add(one(ADDRESSES, random));
      words.add(one(PORTS, random));
      words.add(one(TAILS, random));
      words.removeIf(String::isEmpty);
      out.add(String.join(" ", words));
    }
    return out;
  }

  private static String one(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  @Test
  void bothReadTheSame() throws Exception {
    List<String> entries = entries();
    List<Rule> plain = read(entries, " ").list("in").rules();
    List<Rule> byGrammar = read(entries, "  ").list("in").rules();
    assertEquals(entries.size(), plain.size());
    assertEquals(entries.size(), byGrammar.size());
    int certain = 0;
    for (int i = 0; i < plain.size(); i++) {
      assertEquals(said(byGrammar.get(i)), said(plain.get(i)), entries.get(i));
      certain += plain.get(i).matches().get(0).doubts().isEmpty() ? 1 : 0;
    }
    assertTrue(certain > 200, "certain entries: " + certain);
  }

  @Test
  void bothReportTheSameProblems() throws Exception {
    List<String> entries = entries();
    assertEquals(problems(read(entries, "  ")), problems(read(entries, " ")));
    assertEquals(read(entries, "  ").coverage(), read(entries, " ").coverage());
  }

  private static List<String> problems(Firewall firewall) {
    return firewall.problems().stream().map(p -> p.span().line() + " " + p.message()).toList();
  }

  private static String said(Rule r) {
    return (r.enabled() + " " + r.log() + " " + r.actions() + " " + r.shown() + " " + r.uses())
            .replaceAll(" +", " ")
        + r.matches().stream()
            .map(
                m ->
                    m.packets().encode()
                        + " "
                        + m.certain().encode()
                        + (m.doubts() + " " + r.conditions()).replaceAll(" +", " "))
            .toList();
  }
}
