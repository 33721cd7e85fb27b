package flowgap.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import flowgap.vendor.aws.AwsReader;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fuzz")
class AwsFuzzTest {
  static Stream<byte[]> seeds() {
    return Reading.seeds("aws", ".*\\.json");
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void read(byte[] bytes) throws IOException {
    Reading.of(new AwsReader(), bytes);
  }
}
