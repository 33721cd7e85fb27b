package flowgap.model.asa;

import flowgap.model.Choices;
import flowgap.model.End;
import flowgap.model.Ip;
import flowgap.model.Probe;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What an ASA does with one packet, by Cisco's ASA Firewall CLI Configuration Guide (Access Rules,
 * Network Address Translation, Interfaces) and TAC 116388 (NAT troubleshooting). Routed mode, no
 * tunnels; where a configuration holds more than that nothing is known.
 */
final class AsaModel {
  private final AsaText text;
  private final AsaLists lists;
  private final AsaNat nat;
  private final List<String> up = new ArrayList<>();

  /** The list bound to a place: {@code in outside}, {@code out inside 6}, {@code global}. */
  private final Map<String, String> bound = new HashMap<>();

  private final List<String> verified = new ArrayList<>();
  private boolean between;
  private boolean within;
  private boolean inspectsIcmp;

  /** The policies, and whether the only one is the usual global one. */
  private final List<String> inspecting = new ArrayList<>();

  private boolean everywhere;

  AsaModel(List<String> lines, LocalDateTime now) {
    text = new AsaText(lines);
    AsaObjects objects = new AsaObjects(text);
    lists = new AsaLists(text, objects, new AsaTimes(text, now));
    boolean old =
        text.statements.stream().anyMatch(s -> s.word(0).matches("static|global|nat-control"));
    if (old
        || !text.since(8, 4) && text.statements.stream().anyMatch(s -> s.word(0).equals("nat"))) {
      text.doubts.add("old NAT");
    }
    nat = text.doubts.contains("old NAT") ? null : new AsaNat(text, objects);
    for (AsaText.Interface i : text.interfaces.values()) {
      if (!i.shut && !i.managementOnly) {
        up.add(i.name);
      }
    }
    for (AsaText.Statement s : text.statements) {
      read(s);
    }
    if (text.interfaces.values().stream().anyMatch(i -> i.managementOnly)) {
      text.doubts.add("a routing table for management");
    }
  }

  List<String> doubts() {
    return text.doubts;
  }

  List<String> interfaces() {
    return up;
  }

  private void read(AsaText.Statement s) {
    if (s.starts("same-security-traffic permit inter-interface")) {
      between = true;
    } else if (s.starts("same-security-traffic permit intra-interface")) {
      within = true;
    } else if (s.starts("ip verify reverse-path interface")) {
      verified.add(s.word(4));
    } else if (s.word(0).equals("access-group")) {
      bind(s);
    } else if (s.word(0).equals("service-policy") && s.word(2).equals("global")) {
      everywhere = inspecting.contains(s.word(1)) && inspecting.size() == 1;
    } else if (s.word(0).equals("policy-map")) {
      inspectsIcmp |= s.below().stream().anyMatch(l -> String.join(" ", l).equals("inspect icmp"));
      inspecting.add(s.below().contains(List.of("class", "inspection_default")) ? s.word(1) : "");
    }
  }

  private void bind(AsaText.Statement s) {
    String list = s.word(1);
    if (s.words().contains("control-plane")) {
      return;
    }
    if (s.words().contains("per-user-override")) {
      text.doubts.add("per-user-override");
    }
    boolean global = s.word(2).equals("global");
    String place = global ? "global" : s.word(2) + " " + s.word(4);
    boolean six = !text.since(9, 0) && lists.exists("6 " + list);
    bound.put(place + (six ? " 6" : ""), six ? "6 " + list : list);
  }

  End end(Probe p) {
    if (!text.doubts.isEmpty() || up.isEmpty()) {
      return End.UNKNOWN;
    }
    return isPlainlyTheFirewalls(p) ? End.OPEN : Choices.of(c -> through(c, p));
  }

  /** What hosts say to the address beside them, and what it opens: no through traffic. */
  private boolean isPlainlyTheFirewalls(Probe p) {
    if (!p.in().isEmpty() || !p.out().isEmpty() || !nat.rules.isEmpty() || !verified.isEmpty()) {
      return false;
    }
    if (dead(p.source()) || dead(p.destination())) {
      return false;
    }
    TreeSet<String> from = routed(p.source());
    TreeSet<String> to = routed(p.destination());
    boolean one = from.size() == 1 && to.size() == 1 && up.containsAll(from) && up.containsAll(to);
    return one && (own(p.source()) || own(p.destination()) && from.equals(to));
  }

  private boolean own(Ip a) {
    return text.interfaces.values().stream()
        .flatMap(i -> i.nets.stream())
        .anyMatch(n -> n.address().equals(a));
  }

  /** The first and last address of a connected network: no hosts. */
  boolean edge(Ip a) {
    return text.interfaces.values().stream()
        .flatMap(i -> i.nets.stream())
        .filter(n -> n.length() < (a.six() ? 127 : 31))
        .anyMatch(
            n ->
                a.equals(n.address().network(n.length()))
                    || a.equals(n.address().last(n.length())));
  }

  /** Behind an interface that carries nothing. */
  private boolean dead(Ip a) {
    return text.dead.stream().anyMatch(n -> a.within(n.address(), n.length()));
  }

  /** An interface, and whether routes prove it. */
  private record Way(String name, boolean proved) {}

  /** Where an address lies; every interface is possible where no route says. */
  private Way way(Choices c, Ip a, String stated, String what) {
    if (!stated.isEmpty()) {
      return new Way(stated, false);
    }
    TreeSet<String> best = routed(a);
    if (best.size() == 1) {
      return new Way(best.first(), true);
    }
    List<String> all = best.isEmpty() ? up : List.copyOf(best);
    return new Way(all.get(c.one(what, all.size())), false);
  }

  private TreeSet<String> routed(Ip a) {
    int longest = -1;
    int metric = 0;
    TreeSet<String> best = new TreeSet<>();
    for (AsaText.Interface i : text.interfaces.values()) {
      for (AsaText.Net n : i.nets) {
        if (!i.shut && n.length() >= longest && a.within(n.address(), n.length())) {
          best = n.length() > longest ? new TreeSet<>() : best;
          longest = n.length();
          best.add(i.name);
        }
      }
    }
    for (AsaText.Route r : text.routes) {
      AsaText.Interface i = text.interfaces.get(r.out());
      boolean trusted = r.length() > 0 || !text.dynamicRouting;
      if (i == null || i.shut || !trusted || !a.within(r.network(), r.length())) {
        continue;
      }
      if (r.length() > longest || r.length() == longest && metric > 0 && r.metric() < metric) {
        best = new TreeSet<>();
        longest = r.length();
        metric = r.metric();
        best.add(r.out());
      } else if (r.length() == longest && r.metric() == metric) {
        best.add(r.out());
      }
    }
    return best;
  }

  private boolean leads(String out, Ip a) {
    return text.interfaces.get(out).nets.stream().anyMatch(n -> a.within(n.address(), n.length()))
        || text.dynamicRouting
        || text.routes.stream()
            .anyMatch(r -> r.out().equals(out) && a.within(r.network(), r.length()));
  }

  private End through(Choices c, Probe p) {
    if (dead(p.source()) || dead(p.destination())) {
      return End.UNKNOWN;
    }
    if (own(p.source())) {
      return End.UNKNOWN;
    }
    Way in = way(c, p.source(), p.in(), "in");
    AsaNat.Untranslated u = nat.untranslated(c, p, in.name());
    if (own(u.packet().destination())) {
      return End.UNKNOWN;
    }
    boolean named = u.by() != null && !u.egress().equals("any") && !u.by().routeLookup();
    boolean diverts = named && !u.egress().equals(p.out());
    if (diverts && !p.out().isEmpty()) {
      return End.UNKNOWN;
    }
    Way out = named ? new Way(u.egress(), true) : way(c, u.packet().destination(), p.out(), "out");
    if (text.interfaces.get(out.name()) == null || text.interfaces.get(in.name()) == null) {
      return End.UNKNOWN;
    }
    if (!up.contains(in.name()) || !up.contains(out.name())) {
      return End.DENIED;
    }
    if (named && !leads(out.name(), u.packet().destination())) {
      return End.DENIED;
    }
    if (in.name().equals(out.name()) && u.by() == null) {
      if (in.proved() && out.proved()) {
        return nat.isShown(c, p) && c.whether("shown") ? End.DENIED : End.LEFT;
      }
      if ((in.proved() || out.proved()) && c.whether("one place")) {
        return End.LEFT;
      }
    }
    if (u.packet().destination().multicast()) {
      return End.DENIED;
    }
    return filtered(c, p, u, in.name(), out.name());
  }

  private End filtered(Choices c, Probe p, AsaNat.Untranslated u, String in, String out) {
    if (!leadsBack(c, p, in) || !permits(c, u.packet(), in, out)) {
      return End.DENIED;
    }
    AsaNat.Rule forward =
        u.by() != null && u.by().twice() ? null : nat.forward(c, u.packet(), in, out);
    if (u.by() != null && forward != null && forward.twice()) {
      return End.UNKNOWN;
    }
    Ip shown = nat.source(p, u, forward);
    Probe answer = u.packet().answer();
    AsaNat.Rule back =
        nat.reverse(c, shown == null ? answer : answer.to(shown), out, in, shown != null);
    if (back != null && back != u.by()) {
      return AsaNat.isIdentity(back) ? End.UNKNOWN : End.DENIED;
    }
    if (u.by() == null && nat.isShown(c, p)) {
      return End.UNKNOWN;
    }
    return answered(c, u.packet(), in, out);
  }

  /** {@code ip verify reverse-path}: the source is routed back where it came in. */
  private boolean leadsBack(Choices c, Probe p, String in) {
    if (!verified.contains(in)) {
      return true;
    }
    TreeSet<String> back = routed(p.source());
    return back.contains(in) || back.isEmpty() && text.dynamicRouting && c.whether("way back");
  }

  /** Whether lists and levels let a packet from one interface to another. */
  private boolean permits(Choices c, Probe p, String in, String out) {
    int higher = Integer.compare(level(in), level(out));
    if (in.equals(out) ? !within : higher == 0 && !between) {
      return false;
    }
    String family = p.source().six() && !text.since(9, 0) ? " 6" : "";
    String own = bound.get("in " + in + family);
    String global = bound.get("global" + family);
    AsaLists.Said said = own == null ? AsaLists.Said.NOTHING : says(c, own, p);
    if (said == AsaLists.Said.NOTHING && global != null) {
      said = says(c, global, p);
    }
    boolean bare = own == null && global == null;
    if (bare ? higher < 0 : said != AsaLists.Said.PERMIT) {
      return false;
    }
    String leaving = bound.get("out " + out + family);
    return leaving == null || says(c, leaving, p) == AsaLists.Said.PERMIT;
  }

  private int level(String name) {
    return text.interfaces.get(name).level;
  }

  private AsaLists.Said says(Choices c, String list, Probe p) {
    AsaLists.Said said = lists.said(c, list, p);
    return said != AsaLists.Said.ABSENT
        ? said
        : c.whether("list " + list) ? AsaLists.Said.PERMIT : AsaLists.Said.DENY;
  }

  /** TCP and UDP by state, ICMP by inspection, all others by the lists. */
  private End answered(Choices c, Probe p, String in, String out) {
    if (p.protocol() == Probe.TCP || p.protocol() == Probe.UDP || !p.isAnswered()) {
      return End.PASSES;
    }
    if (p.isIcmp() && inspectsIcmp && everywhere && !p.source().six()) {
      return End.PASSES;
    }
    if (p.isIcmp() && inspectsIcmp || p.protocol() == Probe.SCTP) {
      return End.UNKNOWN;
    }
    return leadsBack(c, p.answer(), out) && permits(c, p.answer(), out, in)
        ? End.PASSES
        : End.DENIED;
  }
}
