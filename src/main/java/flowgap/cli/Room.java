package flowgap.cli;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many rules of firewalls are kept in memory between reading, which tells their names, and
 * judging. What finds no room is read again.
 */
final class Room {
  private static final long RULES = 30_000;

  private final AtomicLong taken = new AtomicLong();

  /** Whether there is room; a first firewall always has it, however large. */
  boolean take(int rules) {
    long before = taken.getAndAdd(rules);
    if (before == 0 || before + rules <= RULES) {
      return true;
    }
    taken.addAndGet(-rules);
    return false;
  }
}
