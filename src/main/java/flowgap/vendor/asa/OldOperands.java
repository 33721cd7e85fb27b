package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the words of translations before 8.3 stand for: interfaces, and the packets of lists. */
final class OldOperands {
  private final AsaConfig config;
  private final Map<String, RuleList> lists;
  private final List<AsaInterface> through;

  OldOperands(AsaConfig config, Map<String, RuleList> lists, List<AsaInterface> through) {
    this.config = config;
    this.lists = lists;
    this.through = through;
  }

  static String inner(String word) {
    return word.startsWith("(") && word.endsWith(")") ? word.substring(1, word.length() - 1) : "";
  }

  /** What a line that was not understood may translate: those of its interfaces and its list. */
  Taint taint(AsaConfig.Command c) {
    List<String> w = c.words();
    String[] pair = w.size() > 1 ? inner(w.get(1)).split(",", -1) : new String[0];
    if (!w.get(0).equals("static") || pair.length != 2) {
      return Taint.of(c.span());
    }
    AsaInterface real = config.named(pair[0]);
    AsaInterface mapped = config.named(pair[1]);
    int list = w.indexOf("access-list") + 1;
    List<Condition> doubts = new ArrayList<>();
    boolean known = list > 0 && list < w.size() && lists.containsKey(w.get(list));
    PacketSet packets = known ? permitted(w.get(list), doubts, c.span()) : PacketSet.ALL;
    return Taint.translation(
        c.span(),
        real == null ? "" : real.name,
        mapped == null ? "" : mapped.name,
        packets.sources(),
        AddressSet.ANY,
        packets.destinations(),
        packets.destinations());
  }

  /** Interfaces that a rule of this interface translates towards: those of a lower level. */
  List<String> lower(String name, boolean outside) {
    AsaInterface real = config.named(name);
    List<String> out = new ArrayList<>();
    for (AsaInterface i : through) {
      if (real == null || i != real && (outside ? i.level >= real.level : i.level < real.level)) {
        out.add(i.name);
      }
    }
    return out;
  }

  /**
   * Interfaces on which a rule of this interface has to find an address to translate to: "you must
   * perform NAT on that group of addresses when they access any lower or same security level
   * interface" ("Configuring NAT (ASA 8.2 and Earlier)").
   */
  List<String> lowerOrSame(String name, boolean outside) {
    AsaInterface real = config.named(name);
    List<String> out = new ArrayList<>(lower(name, outside));
    for (AsaInterface i : through) {
      if (real != null && i != real && i.level == real.level && !out.contains(i.name)) {
        out.add(i.name);
      }
    }
    return out;
  }

  PacketSet permitted(String list, List<Condition> doubts, SourceSpan span) {
    RuleList found = lists.get(list);
    if (found == null) {
      doubts.add(
          Condition.of(
              Kind.TRANSLATION,
              "list " + list + " of a translation is not in the export",
              "hand it in",
              span));
      return PacketSet.ALL;
    }
    PacketSet denied = PacketSet.NONE;
    List<PacketSet> all = new ArrayList<>();
    for (Rule r : found.rules()) {
      for (flowgap.policy.Match m : r.enabled() ? r.matches() : List.<flowgap.policy.Match>of()) {
        if (r.permits()) {
          all.add(m.packets().minus(denied));
        } else {
          denied = denied.or(m.certain());
        }
        doubts.addAll(m.doubts());
      }
    }
    return PacketSet.union(all);
  }

  static PacketSet mirrored(PacketSet packets) {
    List<PacketSet> out = new ArrayList<>();
    for (PacketSet p : packets.products()) {
      out.add(PacketSet.between(p.destinations(), p.sources()));
    }
    return PacketSet.union(out);
  }
}
