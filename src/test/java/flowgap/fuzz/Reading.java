package flowgap.fuzz;

import flowgap.policy.Firewall;
import flowgap.policy.Recognition;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What every reader owes to arbitrary bytes. */
public final class Reading {
  private static final long MOST_BYTES_OF_A_SEED = 20_000;
  private static final long NANOSECONDS_PER_INPUT = 10_000_000_000L;

  private Reading() {}

  /** Reads something. */
  @FunctionalInterface
  public interface Step {
    void run() throws IOException, InputFailure;
  }

  static void of(Vendor vendor, byte[] bytes) throws IOException {
    InputFile file = InputFile.of("fuzz", bytes);
    bounded(
        () -> {
          Recognition recognition = vendor.recognise(file);
          if (recognition.kind() == Recognition.Kind.REFUSED) {
            return;
          }
          for (Firewall f : vendor.read(List.of(file), "fuzz", SiteFacts.NONE)) {
            if (f.coverage().lines() < 0) {
              throw new IllegalStateException("lines are counted");
            }
          }
        });
  }

  /** Runs a step that may end in a sentence, but in nothing else, and soon. */
  public static void bounded(Step step) throws IOException {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    try {
      step.run();
    } catch (InputFailure e) {
      if (e.problems().isEmpty() || e.problems().get(0).message().isBlank()) {
        throw new IllegalStateException("a failure says why", e);
      }
    }
    if (threads.getCurrentThreadCpuTime() - before > NANOSECONDS_PER_INPUT) {
      throw new IllegalStateException("a small input takes more than ten seconds");
    }
  }

  /** The small files below a folder of fixtures: where the search begins. */
  public static Stream<byte[]> seeds(String folder, String names) {
    try (Stream<Path> all = Files.walk(Path.of("fixtures", folder))) {
      return all
          .filter(Files::isRegularFile)
          .filter(p -> p.getFileName().toString().matches(names))
          .sorted()
          .map(Reading::bytes)
          .filter(b -> b.length <= MOST_BYTES_OF_A_SEED)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
