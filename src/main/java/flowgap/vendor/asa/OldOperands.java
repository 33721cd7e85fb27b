package flowgap.vendor.asa;

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
