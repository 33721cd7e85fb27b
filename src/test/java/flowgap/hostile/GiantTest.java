package flowgap.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Inputs of enormous size or depth, each read in a process with little memory: it reads them or
 * says in one short sentence why not, and comes to an end.
 */
class GiantTest {
  private static final int SECONDS = 240;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          asa       | line     |  256 | read, problems 1 | giant:3:1: source and destination were expected
          iptables  | line     |  256 | failed           | giant:3:1: the line is longer than 1048576 bytes
          panos     | line     |  256 | failed           | giant:1:59: a single word goes on for more than 16 MiB; nothing is read
          panos-set | line     |  256 | read, problems 1 | giant:2:1: rule 'aaa
          aws       | line     |  256 | failed           | giant:1:
          asa       | members  | 1024 | read, problems 0 |
          iptables  | members  | 1024 | read, problems 0 |
          panos     | members  | 1024 | read, problems 0 |
          aws       | members  | 1024 | read, problems 0 |
          asa       | nested   |  256 | read, problems 1 | is nested more than 64 deep
          iptables  | nested   |  256 | read, problems 0 |
          panos     | nested   |  256 | read, problems 0 |
          asa       | cycle    |  256 | read, problems 1 | is nested more than 64 deep
          iptables  | cycle    |  256 | failed           | chains jump in a loop: g0 -> g1 -> g2
          panos     | cycle    |  256 | read, problems 0 |
          asa       | doubling |  256 | read, problems 0 |
          """)
  void isReadOrRefused(String format, String kind, int megabytes, String outcome, String sentence)
      throws Exception {
    String said = read(format, kind, megabytes);
    assertThat(said).startsWith(outcome + "\n");
    if (sentence != null) {
      assertThat(said).contains(sentence);
    }
    assertThat(said.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThan(1000));
  }

  private static String read(String format, String kind, int megabytes)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                Giant.class.getName(),
                format,
                kind)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("comes to an end").isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
