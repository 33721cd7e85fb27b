package flowgap.vendor.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of traps: each has a case that is judged, each case a document that says so. */
class AwsTrapsTest {
  private static final Pattern CASE = Pattern.compile("`([a-z0-9-]+)`");
  private static final Pattern DOCUMENT =
      Pattern.compile("<https://docs\\.aws\\.amazon\\.com/\\S+>");

  @Test
  void everyTrapHasACaseAndADocument() throws Exception {
    List<String[]> rows =
        Files.readAllLines(Path.of("fixtures/aws/README.md")).stream()
            .filter(l -> l.startsWith("| ") && !l.startsWith("| trap") && !l.startsWith("| ---"))
            .map(l -> l.split("\\s*\\|\\s*"))
            .toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(30);
    Set<String> cited = new TreeSet<>();
    for (String[] row : rows) {
      assertThat(row).as(row[1]).hasSize(4);
      Matcher m = CASE.matcher(row[2]);
      boolean any = false;
      while (m.find()) {
        any = true;
        cited.add(m.group(1));
        Path flows = Path.of("fixtures/aws").resolve(m.group(1)).resolve("flows.txt");
        assertThat(flows).as(row[1]).exists();
        assertThat(Files.readAllLines(flows).stream().filter(l -> l.contains(" | ")))
            .as(row[1])
            .hasSizeGreaterThan(1);
      }
      assertThat(any).as("a case of " + row[1]).isTrue();
      assertThat(DOCUMENT.matcher(row[3]).matches()).as("a document for " + row[1]).isTrue();
    }
    assertThat(cited)
        .as("every case is in the table")
        .isEqualTo(
            AwsCaseTest.folders().stream()
                .map(f -> f.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new)));
  }
}
