package flowgap.packet;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;

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
