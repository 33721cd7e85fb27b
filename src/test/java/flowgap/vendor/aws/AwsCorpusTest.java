package flowgap.vendor.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowAtFirewall;
import flowgap.policy.Firewall;
import flowgap.policy.Recognition;
import flowgap.policy.Rule;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads public exports, kept outside the project ({@code FLOWGAP_CORPUS}). */
@Tag("corpus")
class AwsCorpusTest {
  private static Path corpus;

  @BeforeAll
  static void thereIsACorpus() {
    String where = System.getProperty("FLOWGAP_CORPUS", System.getenv("FLOWGAP_CORPUS"));
    assumeThat(where).as("FLOWGAP_CORPUS is not set").isNotBlank();
    corpus = Path.of(where).resolve("aws");
  }

  /** The folders (or single files) that are one account each. */
  private static Map<String, List<InputFile>> accounts() throws IOException {
    Map<String, List<InputFile>> out = new TreeMap<>();
    AwsReader reader = new AwsReader();
    try (Stream<Path> walk = Files.walk(corpus)) {
      for (Path p : walk.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        String name = corpus.relativize(p).toString();
        InputFile file = InputFile.of(name, p);
        String folder =
            p.getParent().equals(corpus) ? name : corpus.relativize(p.getParent()).toString();
        Recognition r = reader.recognise(file);
        assertThat(r.kind())
            .as(name)
            .isIn(Recognition.Kind.FOLDER_MEMBER, Recognition.Kind.PRIMARY);
        out.computeIfAbsent(folder, f -> new ArrayList<>()).add(file);
      }
    }
    return out;
  }

  @Test
  void everyPermissionOfEveryFileIsARule() throws Exception {
    int permissions = 0;
    int read = 0;
    for (Map.Entry<String, List<InputFile>> account : accounts().entrySet()) {
      if (account.getKey().contains("trailing-comma")) {
        continue;
      }
      List<Firewall> firewalls;
      try {
        firewalls = new AwsReader().read(account.getValue(), "x", SiteFacts.NONE);
      } catch (InputFailure e) {
        assertThat(e.getMessage()).as(account.getKey()).contains("no security group");
        continue;
      }
      read++;
      Set<String> ids = new TreeSet<>();
      for (Firewall f : firewalls) {
        f.writtenLists().forEach(l -> l.rules().stream().map(Rule::id).forEach(ids::add));
        f.writtenLists()
            .forEach(
                l ->
                    l.rules().stream()
                        .filter(r -> r.kind() != Rule.Kind.DEFAULT)
                        .forEach(r -> assertThat(r.span().line()).as(r.id()).isPositive()));
        assertThat(f.coverage().notUnderstood()).as(f.name()).isZero();
      }
      int wanted = 0;
      for (InputFile file : account.getValue()) {
        try (var in = file.open()) {
          wanted += count(new ObjectMapper().readTree(in));
        }
      }
      ids.removeIf(id -> id.matches(".*gress:default.*"));
      assertThat(ids).as(account.getKey()).hasSize(wanted);
      permissions += wanted;
    }
    System.out.println(read + " accounts, " + permissions + " permissions and entries");
    assertThat(read).isGreaterThan(15);
  }

  /** Far ends of permissions, rules, and entries of ACLs but for the service's own. */
  private static int count(JsonNode node) {
    int sum = 0;
    if (node.isArray()) {
      for (JsonNode n : node) {
        sum += count(n);
      }
    } else if (node.isObject()) {
      if (node.has("IpProtocol") && (node.has("IpRanges") || node.has("UserIdGroupPairs"))) {
        int ends = 0;
        for (String list : List.of("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs")) {
          ends += node.path(list).size();
        }
        return Math.max(1, ends);
      }
      if (node.has("SecurityGroupRuleId")) {
        return 1;
      }
      if (node.has("RuleNumber")) {
        return node.get("RuleNumber").asInt() >= 32767 ? 0 : 1;
      }
      for (JsonNode n : node) {
        sum += count(n);
      }
    }
    return sum;
  }

  @Test
  void measuredReachabilityAgreesWhereGroupsAndAclsDecide() throws Exception {
    int agree = 0;
    int settled = 0;
    Map<String, List<String>> differ = new TreeMap<>();
    Map<String, List<InputFile>> accounts = accounts();
    for (String lab :
        List.of(
            "labval_aws_demo",
            "labval_aws_multi_account_vpc_peering",
            "labval_aws_nlb_targets_instance_nacl_test",
            "labval_aws_vpc_endpoints")) {
      List<FirewallJudge> judges = new ArrayList<>();
      for (Map.Entry<String, List<InputFile>> a : accounts.entrySet()) {
        if (a.getKey().startsWith(lab + "/")) {
          for (Firewall f : new AwsReader().read(a.getValue(), a.getKey(), SiteFacts.NONE)) {
            judges.add(new FirewallJudge(f));
          }
        }
      }
      LabRoutes routes = new LabRoutes(corpus.resolve(lab));
      LabPackets packets = new LabPackets(corpus.resolve(lab));
      for (String line : Files.readAllLines(corpus.resolve(lab).resolve("ground_truth.tsv"))) {
        String[] f = line.split("\t", -1);
        if (f.length < 5 || f[0].equals("src") || f[0].equals(f[1])) {
          continue;
        }
        assertThat(f[0] + f[1]).matches("[0-9.]+");
        String service = f[2].equals("icmp") ? "icmp" : f[2] + "/" + f[3];
        String verdict = whole(judges, Asked.of(f[0], f[1], service));
        if (!verdict.equals("undecided")) {
          assertThat(verdict.equals("permitted"))
              .as("what groups and ACLs say of " + line)
              .isEqualTo(packets.passes(f[0], f[1], service));
          settled++;
        }
        boolean reached = f[4].equals("open") || f[4].equals("closed") || f[4].equals("reply");
        if (verdict.equals("permitted") == reached && !verdict.equals("undecided")) {
          agree++;
          continue;
        }
        String why =
            verdict.equals("permitted")
                ? routes.obstacle(f[0], f[1], f[2]).orElse("?")
                : verdict.equals("undecided") ? undecided(routes, judges, f, service) : "?";
        differ
            .computeIfAbsent(verdict + ", " + f[4] + ": " + why, k -> new ArrayList<>())
            .add(line);
      }
    }
    System.out.println("agree " + agree + ", of groups and ACLs " + settled);
    differ.forEach((k, v) -> System.out.println(v.size() + " " + k + ", such as " + v.get(0)));
    // no measured connection is ever called blocked, and none permitted that groups or ACLs stop
    assertThat(differ.keySet()).noneMatch(k -> k.contains("?"));
    assertThat(agree).isGreaterThan(570);
    assertThat(settled).isGreaterThan(890);
  }

  /** Why a verdict is open, in the words of what would settle it. */
  private static String undecided(
      LabRoutes routes, List<FirewallJudge> judges, String[] f, String service) {
    if (routes.isNobody(f[1]) && f[1].startsWith("10.")) {
      return "no interface has the address";
    }
    Set<String> why = new TreeSet<>();
    for (FirewallJudge j : judges) {
      Asked.of(f[0], f[1], service).at(j).undecidedBecause().forEach(r -> why.add(r.text()));
    }
    String text = why.toString();
    if (text.contains("takes in no connections for itself")) {
      return "the address is a gateway's own";
    }
    return text.contains("NAT gateway's subnet") ? "which NAT gateway, routes say" : "? " + text;
  }

  /** All firewalls of a lab that have a part in it. */
  private static String whole(List<FirewallJudge> judges, Asked asked) {
    Set<String> verdicts = new TreeSet<>();
    for (FirewallJudge j : judges) {
      FlowAtFirewall a = asked.at(j);
      verdicts.add(a.verdict().word());
    }
    verdicts.remove("not-on-path");
    if (verdicts.isEmpty()) {
      return "not-on-path";
    }
    for (String word : List.of("blocked", "partial", "undecided")) {
      if (verdicts.contains(word)) {
        return word;
      }
    }
    return verdicts.toString().replaceAll("[\\[\\]]", "");
  }

  /** Endpoint connectivity as another analyser states it, for every pair of interfaces. */
  @Test
  void theExpectationsOfNpGuardAreOurs() throws Exception {
    int pairs = 0;
    for (String name : List.of("npguard_aws_sg_1", "npguard_basic_config_with_sg")) {
      List<FirewallJudge> judges = new ArrayList<>();
      for (Firewall f :
          new AwsReader()
              .read(
                  List.of(InputFile.of(name, corpus.resolve(name + ".json"))),
                  name,
                  SiteFacts.NONE)) {
        judges.add(new FirewallJudge(f));
      }
      Map<String, String> expected = new LinkedHashMap<>();
      Set<String> ends = new TreeSet<>();
      for (String line :
          Files.readAllLines(corpus.resolve("expect").resolve(name + "_all_vpcs_.txt"))) {
        Matcher m = CONNECTION.matcher(line);
        if (m.matches()) {
          expected.put(m.group(1) + " " + m.group(2), m.group(3));
          ends.add(m.group(1));
          ends.add(m.group(2));
        }
      }
      assertThat(expected).isNotEmpty();
      for (String from : ends) {
        for (String to : ends) {
          boolean bothPublic = from.startsWith("Public") && to.startsWith("Public");
          if (!from.equals(to) && !bothPublic) {
            String words = expected.getOrDefault(from + " " + to, "none");
            agree(judges, from, to, words);
            pairs++;
          }
        }
      }
    }
    System.out.println(pairs + " pairs of np-guard agree");
    assertThat(pairs).isGreaterThan(20);
  }

  private static final Pattern CONNECTION = Pattern.compile("(\\S.*) => (.*?) : (.*)");

  private static void agree(List<FirewallJudge> judges, String from, String to, String words) {
    boolean all = words.equals("All Connections");
    boolean tcp = all || words.equals("protocol: TCP");
    boolean app = tcp || words.equals("protocol: TCP dst-ports: 9080");
    Map<String, Boolean> services =
        Map.of("tcp/9080", app, "tcp/443", tcp, "udp/53", all, "icmp", all, "proto/50", all);
    services.forEach(
        (service, passes) -> {
          assertThat(whole(judges, Asked.of(address(from), address(to), service)))
              .as(from + " => " + to + " " + service)
              .isEqualTo(passes || noRoute(from, to) ? "permitted" : "blocked");
        });
  }

  /**
   * An interface without a public address exchanges nothing with the Internet there, for want of a
   * route; its group and ACL, which alone are judged here, permit everything.
   */
  private static boolean noRoute(String from, String to) {
    return (from + to).contains("instance2") && (from + to).contains("Public");
  }

  private static String address(String end) {
    Matcher m = Pattern.compile(".*\\[(.*)\\]").matcher(end);
    return m.matches() ? m.group(1) : "8.8.8.8";
  }
}
