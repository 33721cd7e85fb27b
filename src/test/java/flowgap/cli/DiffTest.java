package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two configurations, one edit: what {@code diff} makes of it. */
class DiffTest {
  @TempDir Path folder;

  /** An ASA with translations, and addresses of its own that the export says little of. */
  private String old() throws IOException {
    return Files.readString(Path.of("fixtures/demo/exports/edge-1.cfg"));
  }

  private Auditing.Said diff(String before, String after, String... options) throws IOException {
    Auditing files = new Auditing(folder).write("old.cfg", before).write("new.cfg", after);
    String[] words = new String[options.length + 3];
    words[0] = "diff";
    words[1] = files.path("old.cfg");
    words[2] = files.path("new.cfg");
    System.arraycopy(options, 0, words, 3, options.length);
    return Auditing.run(words);
  }

  @Test
  void aRemarkChangesNothing() throws IOException {
    assertThat(diff(old(), old().replace("remark web of the DMZ", "remark web")).status()).isZero();
  }

  @Test
  void entriesThatDoNotMeetMayChangePlaces() throws IOException {
    String www = "access-list inside_in extended permit tcp 10.10.50.0 255.255.255.0 any eq www\n";
    String tls =
        "access-list inside_in extended permit tcp 10.10.50.0 255.255.255.0 any eq https\n";
    assertThat(old()).contains(www + tls);
    assertThat(diff(old(), old().replace(www + tls, tls + www)).status()).isZero();
  }

  @Test
  void anEntryThatIsGoneClosesItsTraffic() throws IOException {
    String www = "access-list inside_in extended permit tcp 10.10.50.0 255.255.255.0 any eq www\n";
    Auditing.Said said = diff(old(), old().replace(www, ""));
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.out()).contains("closed").contains("10.10.50.0/24").contains("inside_in:6");
  }

  /** The words of the entry are the same, what its time range means is not. */
  @Test
  void anotherTimeRangeIsNoSameness() throws IOException {
    String range =
        "time-range w\n absolute start 08:00 01 January 2035 end 18:00 31 January 2035\n";
    String list = "access-list inside_in remark migration to the cloud\n";
    String timed =
        old()
            .replace(
                list,
                range
                    + list
                    + "access-list inside_in extended permit tcp any any eq 8080 time-range w\n");
    assertThat(diff(timed, timed.replace("2035", "2036")).status()).isNotZero();
    assertThat(diff(timed, timed.replace("remark web of", "remark for")).status()).isZero();
  }
}
