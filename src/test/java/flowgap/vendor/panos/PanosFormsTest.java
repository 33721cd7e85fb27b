package flowgap.vendor.panos;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** XML, set commands and braces of one configuration are one policy. */
class PanosFormsTest {
  private static final Path FOLDER = Path.of("fixtures", "panos-forms", "edge");

  @Test
  void xmlAndSetGiveTheSameRules() throws Exception {
    assertThat(program("edge.xml")).hasSizeGreaterThan(8);
    assertSame(program("edge.set"), program("edge.xml"));
  }

  @Test
  void xmlAndBracesGiveTheSameRules() throws Exception {
    assertSame(program("edge.txt"), program("edge.xml"));
  }

  @Test
  void windowsLineEndsAndUtf16GiveTheSameRules() throws Exception {
    String xml = Files.readString(FOLDER.resolve("edge.xml"));
    assertSame(program(InputFile.of("edge.xml", xml.replace("\n", "\r\n"))), program("edge.xml"));
    byte[] wide = ("\uFEFF" + xml).getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
    assertSame(program(InputFile.of("edge.xml", wide)), program("edge.xml"));
    String set = Files.readString(FOLDER.resolve("edge.set"));
    assertSame(program(InputFile.of("edge.set", set.replace("\n", "\r\n"))), program("edge.set"));
  }

  @Test
  void severalFieldsOfARuleInOneSetLine() throws Exception {
    String one =
        "set rulebase security rules r from a to b source [ 10.0.0.0/8 10.1.0.0/16 ] destination any"
            + " application any service application-default action allow tag source\n";
    String many =
        """
        set rulebase security rules r from a
        set rulebase security rules r to b
        set rulebase security rules r source [ 10.0.0.0/8 10.1.0.0/16 ]
        set rulebase security rules r destination any
        set rulebase security rules r application any
        set rulebase security rules r service application-default
        set rulebase security rules r action allow
        set rulebase security rules r tag source
        """;
    assertSame(program(InputFile.of("x", one)), program(InputFile.of("x", many)));
  }

  /** A field that holds one value holds the one that was set last, even if it was set before. */
  @Test
  void theValueSetLastHolds() throws Exception {
    String lines =
        """
        set rulebase security rules a action allow
        set rulebase security rules a action deny
        set rulebase security rules b action deny
        set rulebase security rules b action allow
        set rulebase security rules b action deny
        """;
    Firewall f =
        new PanosReader().read(List.of(InputFile.of("x", lines)), "fw", SiteFacts.NONE).get(0);
    assertThat(f.list("security").rules().stream().filter(Rule::isWritten).map(Rule::actions))
        .containsExactly(List.of(flowgap.policy.Action.DENY), List.of(flowgap.policy.Action.DENY));
  }

  @Test
  void deleteMoveAndRenameAreCarriedOut() throws Exception {
    String lines =
        """
        set rulebase security rules a action allow
        set rulebase security rules b action allow
        set rulebase security rules c action deny
        set rulebase security rules d action deny
        delete rulebase security rules d
        move rulebase security rules c top
        move rulebase security rules a after b
        rename rulebase security rules b to z
        """;
    Firewall f =
        new PanosReader().read(List.of(InputFile.of("x", lines)), "fw", SiteFacts.NONE).get(0);
    assertThat(f.list("security").rules().stream().filter(Rule::isWritten).map(Rule::label))
        .containsExactly("c", "z", "a");
  }

  private static void assertSame(List<String> one, List<String> other) {
    List<String> left = new ArrayList<>(one);
    left.removeAll(other);
    List<String> right = new ArrayList<>(other);
    right.removeAll(one);
    assertThat(left).isEqualTo(right);
  }

  private static List<String> program(String file) throws Exception {
    return program(InputFile.of(file, FOLDER.resolve(file)));
  }

  /** Everything of a firewall but the places in the file. */
  static List<String> program(InputFile file) throws Exception {
    List<String> out = new ArrayList<>();
    for (Firewall f : new PanosReader().read(List.of(file), "fw", SiteFacts.NONE)) {
      out.add(f.name() + " " + f.opening());
      for (RuleList list : f.lists().values()) {
        List<Rule> all = new ArrayList<>(list.rules());
        all.add(list.end());
        for (Rule r : all) {
          StringBuilder line = new StringBuilder(r.id() + " " + r.label() + " " + r.words());
          line.append(' ').append(r.enabled()).append(' ').append(r.shown()).append(r.comment());
          for (Match m : r.matches()) {
            line.append("\n  ").append(m.packets().describe(50)).append(m.certain().describe(50));
            m.guards().stream()
                .map(Object::toString)
                .map(PanosFormsTest::sorted)
                .forEach(line::append);
            m.doubts().forEach(d -> line.append(d.text()));
          }
          r.conditions().forEach(c -> line.append("\n  ").append(c.text()));
          r.schedule().ifPresent(s -> line.append("\n  ").append(s.weekly()).append(s.zone()));
          r.actions().forEach(a -> line.append("\n  ").append(a));
          out.add(line.toString());
        }
      }
    }
    return out;
  }

  /** Sets print in no fixed order. */
  private static String sorted(String guard) {
    return guard
        .chars()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The rule's creation, 1735689600 seconds since 1970; its counter was never set to zero. */
  @Test
  void countersSaySinceWhenTheyCount() throws Exception {
    assertThat(PanosCaseTest.read(PanosCaseTest.ROOT.resolve("companions")).get(0).facts())
        .containsEntry("counting since", "2025-01-01T00:00:00Z");
  }
}
