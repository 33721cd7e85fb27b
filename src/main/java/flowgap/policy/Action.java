package flowgap.policy;

import flowgap.packet.Rewrite;
import flowgap.packet.View;
import java.util.List;

/**
 * What happens to a packet that a rule matches. A rule's actions are carried out in order; after
 * the last one the next rule is asked, unless one of them ended the list.
 */
public sealed interface Action {
  Action PERMIT = End.PERMIT;
  Action DENY = End.DENY;

  /** Actions that end something. */
  enum End implements Action {
    /** Ends the stage: the packet goes on to the next stage. */
    PERMIT,
    /** Ends everything: the packet is dropped or rejected. */
    DENY,
    /** Ends this list: the caller goes on; in a stage's own list, the list's end rule decides. */
    RETURN,
    /** Ends everything: these packets do not pass through this firewall and are left out. */
    LEAVE
  }

  /** Asks another list of the firewall, by name, and comes back from it. */
  record Call(String list) implements Action {}

  /** Asks another list and does not come back: its end is the end of this list. */
  record GoTo(String list) implements Action {}

  /** Gives an attribute a value. */
  record Set(String attribute, String value) implements Action {}

  /** Forgets an attribute's value: it is unknown from here. */
  record Forget(String attribute) implements Action {}

  /** {@code value = (value & ~clear) ^ xor} for an attribute that is a number of 32 bits. */
  record SetBits(String attribute, long clear, long xor) implements Action {}

  /** {@code to = (to & ~toMask) ^ (from & fromMask)} for attributes that are numbers. */
  record CopyBits(String to, String from, long toMask, long fromMask) implements Action {}

  /** Copies the value of one attribute to another, unknown or not. */
  record Copy(String to, String from) implements Action {}

  /**
   * Translates one field.
   *
   * @param shown how the report shows it ({@code source 10.0.0.5 -> 203.0.113.5})
   */
  record Translate(View.Field field, Rewrite rewrite, String shown) implements Action {}

  /**
   * Does to one side of a packet of a known connection what the opener's translation asks: in the
   * opener's direction translates it, in an answer translates it back.
   */
  record Tracked(Guard.Side side) implements Action {}

  /**
   * One of several courses, and the export does not say which; {@code why} names what it hinges on.
   */
  record OneOf(List<List<Action>> courses, Condition why) implements Action {
    public OneOf {
      courses = courses.stream().map(List::copyOf).toList();
    }
  }

  /** Says something beside the verdict of each flow that comes by here. */
  record Note(String text) implements Action {}

  /** Permit or deny is not known. */
  static Action undecided(Condition why) {
    return new OneOf(List.of(List.of(End.PERMIT), List.of(End.DENY)), why);
  }
}
