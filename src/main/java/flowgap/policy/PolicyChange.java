package flowgap.policy;

import flowgap.packet.PacketSet;
import java.util.Objects;
import java.util.Optional;

/**
 * A change to one list of a firewall.
 *
 * @param kind what to do
 * @param list the list
 * @param anchor id of the rule before which to insert, or which to replace or remove; {@code
 *     list:default} inserts at the end
 * @param rule the new rule; empty for removals
 */
public record PolicyChange(Kind kind, String list, String anchor, Optional<NewRule> rule) {
  /** What a change does. */
  public enum Kind {
    INSERT_BEFORE,
    REPLACE,
    REMOVE
  }

  /**
   * A rule to be written.
   *
   * @param action permit or deny
   * @param packets what it matches; a vendor writes it as one or several of its own rules
   * @param in ingress interface or zone, where the rule names one
   * @param out egress interface or zone, where the rule names one
   * @param application the application, where the rule names one
   * @param name proposed name, made of letters, digits and hyphens
   * @param window when it is to be active; empty = always
   */
  public record NewRule(
      Action.End action,
      PacketSet packets,
      Optional<String> in,
      Optional<String> out,
      Optional<String> application,
      String name,
      Optional<Window> window) {
    public NewRule {
      Objects.requireNonNull(action);
      Objects.requireNonNull(packets);
    }
  }

  /** The same change with a rule of other packets. */
  public PolicyChange with(PacketSet packets) {
    return new PolicyChange(
        kind,
        list,
        anchor,
        rule.map(
            r -> new NewRule(r.action, packets, r.in, r.out, r.application, r.name, r.window)));
  }

  public PolicyChange {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(list);
    Objects.requireNonNull(anchor);
    if (rule.isPresent() == (kind == Kind.REMOVE)) {
      throw new IllegalArgumentException("a removal has no new rule, every other change has one");
    }
  }
}
