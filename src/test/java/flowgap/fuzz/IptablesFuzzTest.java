package flowgap.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import flowgap.vendor.iptables.IptablesReader;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fuzz")
class IptablesFuzzTest {
  static Stream<byte[]> seeds() {
    return Reading.seeds("iptables", ".*\\.(rules|txt)");
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void read(byte[] bytes) throws IOException {
    Reading.of(new IptablesReader(), bytes);
  }
}
