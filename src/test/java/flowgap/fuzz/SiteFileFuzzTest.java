package flowgap.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import flowgap.flow.SiteFile;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fuzz")
class SiteFileFuzzTest {
  static Stream<byte[]> seeds() {
    return Reading.seeds("", "site\\.csv");
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void read(byte[] bytes) throws IOException {
    Reading.bounded(() -> SiteFile.read(InputFile.of("site.csv", bytes)));
  }
}
