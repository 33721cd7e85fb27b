package flowgap.analysis;

import java.util.Iterator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Findings that are not in memory but for what counts and finds them. */
public abstract class SpooledFindings extends Spooled<Finding> {
  /** One for each element, in their order. */
  public abstract List<FindingMark> marks();

  /** Check values of what each element says, in their order. */
  public abstract List<Said> said();

  /**
   * Passes over some of them, which are read alone.
   *
   * @param wanted which, by their place in the list
   */
  public abstract Iterator<Finding> some(IntPredicate wanted);

  /** The same of any list: those of it that are wanted, and no others, are read. */
  public static Iterable<Finding> some(List<Finding> list, IntPredicate wanted) {
    return list instanceof SpooledFindings s
        ? () -> s.some(wanted)
        : () -> IntStream.range(0, list.size()).filter(wanted).mapToObj(list::get).iterator();
  }

  /** Those about a firewall, in their order. */
  public List<Finding> ofFirewall(String firewall) {
    return stream().filter(f -> f.firewall().equals(firewall)).toList();
  }

  /** Those about a flow, in their order. */
  public List<Finding> ofFlow(String flow) {
    return stream().filter(f -> f.flows().contains(flow)).toList();
  }
}
