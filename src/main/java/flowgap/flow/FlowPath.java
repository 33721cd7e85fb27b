package flowgap.flow;

import java.util.List;

/** The firewalls on a flow's path, as far as the flow list names them. */
public sealed interface FlowPath {
  /** Not named: worked out from the configurations. */
  record Unstated() implements FlowPath {
    @Override
    public List<String> firewalls() {
      return List.of();
    }

    @Override
    public String toString() {
      return "";
    }
  }

  /** {@code a;b}: each is given the flow as stated. */
  record Parallel(List<String> firewalls) implements FlowPath {
    public Parallel {
      firewalls = List.copyOf(firewalls);
    }

    @Override
    public String toString() {
      return String.join(";", firewalls);
    }
  }

  /** {@code a>b>c}: passed in this order; what one translates reaches the next translated. */
  record Ordered(List<String> firewalls) implements FlowPath {
    public Ordered {
      firewalls = List.copyOf(firewalls);
    }

    @Override
    public String toString() {
      return String.join(">", firewalls);
    }
  }

  FlowPath UNSTATED = new Unstated();

  /** The names, in the order of writing; none where the path is not stated. */
  List<String> firewalls();
}
