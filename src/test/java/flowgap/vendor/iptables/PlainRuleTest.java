package flowgap.vendor.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is read without a parse tree is just what the grammar reads. */
class PlainRuleTest {
  private static final String[] WORDS = {
    "-A",
    "-A",
    "FORWARD",
    "FORWARD",
    "-s",
    "10.0.0.0/8",
    "!",
    "-p",
    "tcp",
    "--dport",
    "80",
    "-m",
    "multiport",
    "--dports=80,443",
    "-j",
    "ACCEPT",
    "\"a \\\" b\"",
    "\"",
    "-",
    "--",
    "[0:0]",
    "[12:34]",
    "-4",
    "-f",
    "-c",
    "--comment",
    "\"\"",
    "--x=",
    "=",
    "-s1",
    "!x",
    "--!",
    "\\",
    "é",
    "\uD83D\uDE00",
    "-i",
    "eth0+",
    "-g",
    "[1:2",
    "--dst",
    "x\"y",
    "\t"
  };

  private final LineParser parser = new LineParser();

  @Test
  void agreesWithTheGrammarOnEveryLineOfTheFixtures() throws IOException {
    int plain = 0;
    try (Stream<Path> files = Files.walk(Path.of("fixtures"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".rules")).toList()) {
        for (String line : Files.readAllLines(file)) {
          plain += check(line.strip()) ? 1 : 0;
        }
      }
    }
    assertThat(plain).isGreaterThan(100);
  }

  @Test
  void agreesWithTheGrammarOnWordsInAnyOrder() {
    Random random = new Random(5);
    int plain = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder line = new StringBuilder(i % 3 == 0 ? "" : "-A FORWARD ");
      for (int n = random.nextInt(9); n >= 0; n--) {
        line.append(WORDS[random.nextInt(WORDS.length)]);
        line.append(random.nextInt(12) == 0 ? "" : " ");
      }
      plain += check(line.toString().strip()) ? 1 : 0;
    }
    assertThat(plain).isGreaterThan(5_000);
  }

  @Test
  void readsOrdinaryLinesByItself() {
    for (String line :
        List.of(
            "-A FORWARD -s 10.0.0.0/8 ! -d 10.1.0.0/16 -p tcp -m tcp --dport 22 -j ACCEPT",
            "[12:720] -A INPUT -i lo -m comment --comment \"all of it\" -j LOG --log-prefix \"x \"",
            "-A F -p tcp -m multiport ! --dports 80,443 -m conntrack --ctstate NEW -g WEB")) {
      assertThat(PlainRule.read(line, new PlainRule.Seen())).as(line).isNotNull();
    }
  }

  private boolean check(String line) {
    Statement plain = PlainRule.read(line, new PlainRule.Seen());
    if (plain != null) {
      try {
        assertThat(plain).as(line).isEqualTo(parser.parseByGrammar(line));
      } catch (LineParser.BadLine e) {
        throw new AssertionError("the grammar does not take " + line, e);
      }
    }
    return plain != null;
  }
}
