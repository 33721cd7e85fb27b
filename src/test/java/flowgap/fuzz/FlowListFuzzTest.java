package flowgap.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import flowgap.flow.FlowFile;
import flowgap.flow.Site;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fuzz")
class FlowListFuzzTest {
  static Stream<byte[]> seeds() {
    return Reading.seeds("", "flows\\.(csv|txt)");
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void read(byte[] bytes) throws IOException {
    Reading.bounded(() -> FlowFile.read(InputFile.of("flows.csv", bytes), Site.NONE));
  }
}
