package flowgap.packet;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Processor time and memory of this program. */
public final class Clock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Clock() {}

  /** Nanoseconds of this thread. */
  public static long thread() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Nanoseconds of all threads, the compiler's and the collector's included. */
  public static long process() {
    return SYSTEM.getProcessCpuTime();
  }

  /** Nanoseconds of the threads of this program whose names begin so, as Linux counts them. */
  public static long threads(String... names) throws IOException {
    long sum = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : tasks.toList()) {
        String name = Files.readString(task.resolve("comm"));
        if (Stream.of(names).anyMatch(name::startsWith)) {
          sum += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
        }
      }
    }
    return sum;
  }

  /** Nanoseconds of the collector. */
  public static long collector() throws IOException {
    return threads("VM Thread", "GC Thread");
  }

  /** MiB of heap that are held while {@code kept} is. */
  public static long liveHeap(Object kept) {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    java.lang.ref.Reference.reachabilityFence(kept);
    return used >> 20;
  }

  /** The most MiB of heap that were in use. */
  public static long peakHeap() {
    long sum = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      sum += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    return sum >> 20;
  }

  /** A measured value, as the runner reads it. */
  public static void say(String name, Object value) {
    System.out.println(name + "\t" + value);
  }
}
