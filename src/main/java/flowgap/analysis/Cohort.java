package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.packet.View;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Packets that have come the same way so far.
 *
 * @param sent the packets as the initiator sent them
 * @param entry how they looked when they reached this firewall
 * @param view how they look now
 * @param opener in answers and followers: the opener at the end of its way; else null
 * @param attributes what is known of them besides the header
 * @param reasons what their being here hinges on; empty = they are here for certain
 * @param trail the rules that had a say, last first; null at the start
 */
record Cohort(
    PacketSet sent,
    View entry,
    View view,
    Cohort opener,
    Map<String, String> attributes,
    List<Condition> reasons,
    List<String> notes,
    Hit trail) {
  /** Reasons that one cohort carries at the most; further ones add nothing to a verdict. */
  private static final int REASONS = 16;

  static Cohort arriving(PacketSet sent, View entry, Map<String, String> attributes) {
    return new Cohort(sent, entry, entry, null, Map.copyOf(attributes), List.of(), List.of(), null);
  }

  boolean isCertain() {
    return reasons.isEmpty();
  }

  String leg() {
    return opener == null ? "opening" : "answer";
  }

  Cohort only(PacketSet part) {
    return part == sent
        ? this
        : new Cohort(part, entry, view, opener, attributes, reasons, notes, trail);
  }

  Cohort because(List<Condition> more) {
    if (reasons.containsAll(more)) {
      return this;
    }
    List<Condition> all = new ArrayList<>(reasons);
    for (Condition c : more) {
      if (all.size() < REASONS && !all.contains(c)) {
        all.add(c);
      }
    }
    return new Cohort(sent, entry, view, opener, attributes, List.copyOf(all), notes, trail);
  }

  Cohort seen(View newView) {
    return new Cohort(sent, entry, newView, opener, attributes, reasons, notes, trail);
  }

  Cohort with(String attribute, String value) {
    if (Objects.equals(attributes.get(attribute), value)) {
      return this;
    }
    Map<String, String> copy = new HashMap<>(attributes);
    if (value == null) {
      copy.remove(attribute);
    } else {
      copy.put(attribute, value);
    }
    return new Cohort(sent, entry, view, opener, Map.copyOf(copy), reasons, notes, trail);
  }

  Cohort noting(String note) {
    if (notes.contains(note)) {
      return this;
    }
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new Cohort(sent, entry, view, opener, attributes, reasons, List.copyOf(all), trail);
  }

  Cohort after(Hit hit) {
    return new Cohort(sent, entry, view, opener, attributes, reasons, notes, hit);
  }

  /** The answers to these openers, as the firewall meets them. */
  Cohort answered() {
    Map<String, String> swapped = new HashMap<>(attributes);
    swap(swapped, Attribute.IN, Attribute.OUT);
    swap(swapped, Attribute.IN_ZONE, Attribute.OUT_ZONE);
    swap(swapped, Attribute.STATED_IN, Attribute.STATED_OUT);
    swapped.put(Attribute.STATE, "ESTABLISHED");
    swapped.put(Attribute.LEG, "answer");
    swapped.put(Attribute.MARK, "0");
    return new Cohort(
        sent, entry, view.answered(), this, Map.copyOf(swapped), reasons, notes, trail);
  }

  /** Later packets of the opener's direction, after this answer has passed. */
  Cohort followed() {
    Map<String, String> again = new HashMap<>(opener.attributes());
    again.put(Attribute.STATE, "ESTABLISHED");
    again.put(Attribute.LEG, "follower");
    again.put(Attribute.MARK, "0");
    String connection = attributes.get(Attribute.CONNMARK);
    if (connection == null) {
      again.remove(Attribute.CONNMARK);
    } else {
      again.put(Attribute.CONNMARK, connection);
    }
    return new Cohort(sent, entry, entry, opener, Map.copyOf(again), reasons, notes, trail);
  }

  private static void swap(Map<String, String> map, String a, String b) {
    String first = map.remove(a);
    String second = map.remove(b);
    if (first != null) {
      map.put(b, first);
    }
    if (second != null) {
      map.put(a, second);
    }
  }

  /** Joins cohorts that differ in their packets only. */
  static List<Cohort> merged(List<Cohort> cohorts) {
    if (cohorts.size() < 2) {
      return cohorts;
    }
    record Key(
        View view,
        View openerView,
        Map<String, String> openerAttributes,
        Map<String, String> attributes,
        List<Condition> reasons,
        List<String> notes,
        Hit trail) {}
    Map<Key, Integer> places = new HashMap<>();
    List<Cohort> out = new ArrayList<>(cohorts.size());
    for (Cohort c : cohorts) {
      Integer at =
          places.putIfAbsent(
              new Key(
                  c.view,
                  c.opener == null ? null : c.opener.view,
                  c.opener == null ? null : c.opener.attributes,
                  c.attributes,
                  c.reasons,
                  c.notes,
                  c.trail),
              out.size());
      if (at == null) {
        out.add(c);
      } else {
        out.set(at, out.get(at).only(out.get(at).sent.or(c.sent)));
      }
    }
    return out;
  }
}
