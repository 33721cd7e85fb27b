package flowgap.cli;

import com.code_intelligence.jazzer.junit.FuzzTest;
import flowgap.fuzz.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fuzz")
class BaselineFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "id,reason,owner,approved_by,expires\nab12,\"old, but needed\",net,ciso,2026-12-31\n",
            "id;reason;owner;approved_by;expires\nab12;x;y;z;31.12.2026\n")
        .map(s -> s.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void read(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("baseline", ".csv");
    try {
      Files.write(file, bytes);
      Reading.bounded(() -> readFile(file));
    } finally {
      Files.delete(file);
    }
  }

  private static void readFile(Path file) {
    try {
      Baseline.read(file, Instant.EPOCH);
    } catch (UsageFailure e) {
      if (e.getMessage().isBlank()) {
        throw new IllegalStateException("a failure says why", e);
      }
    }
  }
}
