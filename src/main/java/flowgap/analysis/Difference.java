package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.packet.View;
import flowgap.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What two firewalls, or two states of one, do differently.
 *
 * @param changes changed rule by changed rule, in the order of the lists
 * @param notes what could not be compared, and why
 * @param leftOut traffic that was not to be compared, in words; empty where all was
 */
public record Difference(
    String before, String after, List<Change> changes, List<String> notes, String leftOut) {
  /** What becomes of packets. */
  public enum Kind {
    /** They pass now and did not. */
    PERMITTED_NOW,
    /** They passed and do not any more. */
    DENIED_NOW,
    /** They may pass in one state, and the export does not say whether they do in both. */
    UNCERTAIN
  }

  /** How the comparison came out. */
  public enum Outcome {
    SAME,
    DIFFERENT,
    /** Different only where something is uncertain. */
    UNCERTAIN
  }

  /**
   * Packets of which something else becomes.
   *
   * @param packets as they are sent
   * @param words the packets in words, largest part first
   * @param rule id of the changed rule by which it was found
   * @param isNew whether that rule is one of the new state
   * @param way interfaces or zones that were stated for it ({@code outside -> inside}), else empty
   * @param decidedBefore rules that decide them in the old state
   * @param decidedAfter rules that decide them in the new state
   */
  public record Change(
      Kind kind,
      PacketSet packets,
      List<String> words,
      String rule,
      boolean isNew,
      String way,
      List<Decider> decidedBefore,
      List<Decider> decidedAfter) {
    public Change {
      words = List.copyOf(words);
      decidedBefore = List.copyOf(decidedBefore);
      decidedAfter = List.copyOf(decidedAfter);
    }

    /** One packet. */
    public String example() {
      return packets.example().map(Object::toString).orElse("");
    }
  }

  public Difference {
    changes = List.copyOf(changes);
    notes = List.copyOf(notes);
  }

  public Outcome outcome() {
    if (changes.stream().anyMatch(c -> c.kind() != Kind.UNCERTAIN)) {
      return Outcome.DIFFERENT;
    }
    return changes.isEmpty() && notes.isEmpty() ? Outcome.SAME : Outcome.UNCERTAIN;
  }

  /** All packets of one kind of change. */
  public PacketSet all(Kind kind) {
    return PacketSet.union(
        changes.stream().filter(c -> c.kind() == kind).map(Change::packets).toList());
  }

  /**
   * @param interfaces pairs of interfaces or zones that correspond; empty = each state finds its
   *     own by its routes
   */
  public static Difference of(
      FirewallJudge before,
      FirewallJudge after,
      List<InterfacePair> interfaces,
      Circumstances circumstances) {
    return new Comparison(before, after, interfaces, circumstances).result();
  }

  /** Interfaces or zones of two firewalls that correspond. */
  public record InterfacePair(String before, String after) {
    /** Reads {@code inside=trust}; empty where the text is none. */
    public static Optional<InterfacePair> parse(String text) {
      int equals = text.indexOf('=');
      return equals <= 0 || equals == text.length() - 1
          ? Optional.empty()
          : Optional.of(new InterfacePair(text.substring(0, equals), text.substring(equals + 1)));
    }
  }

  /**
   * A rule of one of the states.
   *
   * @param asAnswers whether answers come by it, too: openers then hinge on it whose answers match
   */
  record Changed(Rule rule, boolean isNew, boolean asAnswers) {
    /** The openers that may be decided otherwise by it. */
    List<PacketSet> regions() {
      List<PacketSet> out = new ArrayList<>();
      rule.matches().forEach(m -> out.add(m.packets()));
      if (asAnswers) {
        View answers = View.IDENTITY.answered();
        rule.matches().forEach(m -> out.add(answers.preimage(PacketSet.ALL, m.packets()).may()));
      }
      return out;
    }
  }
}
