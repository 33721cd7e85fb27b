package flowgap.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import flowgap.vendor.panos.PanosReader;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fuzz")
class PanosFuzzTest {
  static Stream<byte[]> seeds() {
    return Reading.seeds("panos", ".*\\.(xml|set|txt)");
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void read(byte[] bytes) throws IOException {
    Reading.of(new PanosReader(), bytes);
  }
}
