package flowgap.vendor.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Broken files give a problem or a failure, never another exception. */
class HostileInputTest {
  @TestFactory
  Stream<DynamicTest> filesCutAtEveryByte() throws IOException {
    return FixturesTest.cases().stream()
        .map(c -> DynamicTest.dynamicTest(c.getFileName().toString(), () -> cut(c)));
  }

  private void cut(Path folder) throws IOException {
    for (InputFile file : FixturesTest.files(folder)) {
      byte[] all;
      try (var in = file.open()) {
        all = in.readAllBytes();
      }
      for (int n = 0; n < all.length; n += 1 + all.length / 120) {
        read(folder, InputFile.of(file.name(), Arrays.copyOf(all, n)));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> filesWithChangedBytes() throws IOException {
    return FixturesTest.cases().stream()
        .map(c -> DynamicTest.dynamicTest(c.getFileName().toString(), () -> change(c)));
  }

  private void change(Path folder) throws IOException {
    Random random = new Random(folder.getFileName().toString().hashCode());
    for (InputFile file : FixturesTest.files(folder)) {
      byte[] all;
      try (var in = file.open()) {
        all = in.readAllBytes();
      }
      for (int n = 0; n < 80; n++) {
        byte[] changed = all.clone();
        for (int k = random.nextInt(4); k >= 0; k--) {
          changed[random.nextInt(changed.length)] =
              (byte)
                  (random.nextBoolean()
                      ? random.nextInt(256)
                      : " -!:/,\"*[0\n".charAt(random.nextInt(11)));
        }
        read(folder, InputFile.of(file.name(), changed));
      }
    }
  }

  /** Reads the folder's files with one of them replaced. */
  private void read(Path folder, InputFile replaced) throws IOException {
    List<InputFile> files = new ArrayList<>(FixturesTest.files(folder));
    files.replaceAll(f -> f.name().equals(replaced.name()) ? replaced : f);
    String text =
        new String(replaced.open().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThatCode(
            () -> {
              new IptablesReader().recognise(replaced);
              try {
                new IptablesReader().read(files, "fw", SiteFacts.NONE);
              } catch (InputFailure e) {
                assertThat(e.problems()).isNotEmpty();
              }
            })
        .as(text)
        .doesNotThrowAnyException();
  }

  @Test
  void carriageReturnsDoNotMatter() throws Exception {
    String dump =
        """
        *filter
        :FORWARD DROP [0:0]
        -A FORWARD -s 10.0.0.1 -j ACCEPT
        COMMIT
        """;
    Firewall plain = one(dump);
    Firewall dos = one(dump.replace("\n", "\r\n"));
    assertThat(dos.lists().keySet()).isEqualTo(plain.lists().keySet());
    assertThat(dos.list("FORWARD")).isEqualTo(plain.list("FORWARD"));
  }

  @Test
  void deepChainsAreNoLoop() throws Exception {
    StringBuilder dump = new StringBuilder("*filter\n:FORWARD DROP\n");
    int depth = 3000;
    for (int i = 0; i < depth; i++) {
      dump.append(":C").append(i).append(" -\n");
    }
    dump.append("-A FORWARD -j C0\n");
    for (int i = 0; i + 1 < depth; i++) {
      dump.append("-A C").append(i).append(" -j C").append(i + 1).append('\n');
    }
    assertThat(one(dump.append("COMMIT\n").toString()).lists()).hasSizeGreaterThan(depth);
  }

  private static Firewall one(String dump) throws Exception {
    return new IptablesReader()
        .read(List.of(InputFile.of("fw.rules", dump)), "fw", SiteFacts.NONE)
        .get(0);
  }
}
