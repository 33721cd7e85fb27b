package flowgap.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import flowgap.policy.Firewall;
import flowgap.policy.Recognition;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.vendor.asa.AsaReader;
import flowgap.vendor.aws.AwsReader;
import flowgap.vendor.iptables.IptablesReader;
import flowgap.vendor.panos.PanosReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Readers on arbitrary bytes: they read, or say in one sentence why not; no other exception, and
 * every line of what was read is accounted for.
 */
@Tag("fuzz")
class ReaderFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void iptables(byte[] bytes) throws IOException {
    read(new IptablesReader(), bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void asa(byte[] bytes) throws IOException {
    read(new AsaReader(), bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void aws(byte[] bytes) throws IOException {
    read(new AwsReader(), bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void panos(byte[] bytes) throws IOException {
    read(new PanosReader(), bytes);
  }

  private static void read(Vendor vendor, byte[] bytes) throws IOException {
    InputFile file = InputFile.of("fuzz", bytes);
    Recognition recognition = vendor.recognise(file);
    if (recognition.kind() == Recognition.Kind.REFUSED) {
      return;
    }
    try {
      for (Firewall f : vendor.read(List.of(file), "fuzz", SiteFacts.NONE)) {
        if (f.coverage().lines() < 0) {
          throw new IllegalStateException("lines are counted");
        }
      }
    } catch (InputFailure e) {
      if (e.problems().isEmpty() || e.problems().get(0).message().isBlank()) {
        throw new IllegalStateException("a failure says why", e);
      }
    }
  }
}
