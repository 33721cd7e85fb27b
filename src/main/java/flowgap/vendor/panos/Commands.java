package flowgap.vendor.panos;

import flowgap.policy.ChangeScript;
import flowgap.policy.PolicyChange;
import flowgap.policy.PolicyChange.Kind;
import flowgap.source.InputFile;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes changes to the security policy as {@code set}, {@code delete} and {@code move} commands of
 * the configuration mode ("PAN-OS CLI Quick Start", modify the configuration), and their inverse.
 */
final class Commands {
  /** Bytes of an export that is still changed and read again. */
  private static final long LARGEST = 64L << 20;

  private final Vantage v;
  private final List<Vantage> all;
  private final InputFile primary;
  private final List<String> commands = new ArrayList<>();
  private final List<String> rollback = new ArrayList<>();
  private final Map<String, Located> rules;
  private final boolean xml;
  private final Set<String> siblings = new TreeSet<>();
  private String advice = "";

  /** The export's own objects, once they are asked for. */
  private final AtomicReference<Reuse> reuse;

  /** A rule with its place. */
  private record Located(Layer layer, Node node) {}

  /**
   * @param all all firewalls of the exports
   */
  Commands(Vantage v, List<Vantage> all, InputFile primary) throws IOException {
    this.v = v;
    this.all = all;
    this.primary = primary;
    this.xml = Recogniser.shape(primary) == Recogniser.Shape.XML;
    this.rules = new LinkedHashMap<>();
    this.reuse = new AtomicReference<>();
    int position = v.missing().front().isPresent() ? 1 : 0;
    List<Layer> first = new ArrayList<>(v.before());
    v.local().ifPresent(first::add);
    position = number(first, position);
    position += v.missing().local().isPresent() ? 1 : 0;
    number(v.after(), position);
  }

  private Commands(Commands start) {
    this.v = start.v;
    this.all = start.all;
    this.primary = start.primary;
    this.xml = start.xml;
    this.rules = start.rules;
    this.reuse = start.reuse;
  }

  /** The same export before any change, for a further script. */
  Commands anew() {
    return new Commands(this);
  }

  private int number(List<Layer> layers, int from) {
    int position = from;
    for (Layer l : layers) {
      for (Node r : l.rulebase().under("security", "rules")) {
        if (v.applies().test(r)) {
          position++;
          rules.put(SecurityList.NAME + ":" + position, new Located(l, r));
        }
      }
    }
    return position;
  }

  ChangeScript script(List<PolicyChange> changes) {
    if (primary.size() > LARGEST) {
      advice = "the export is too large to try the change on it";
    }
    changes.forEach(this::change);
    List<String> inverse = new ArrayList<>(rollback);
    Collections.reverse(inverse);
    return new ChangeScript(commands, inverse, advice, List.copyOf(siblings));
  }

  private void change(PolicyChange c) {
    if (!c.list().equals(SecurityList.NAME)) {
      advice = "only the security policy can be changed by commands";
      return;
    }
    Located at = rules.get(c.anchor());
    Layer layer = at == null ? lastOwn() : at.layer();
    if (layer == null || isPushed(layer)) {
      Layer own = v.local().orElse(null);
      boolean behind = at == null || v.after().contains(layer);
      if (own == null || !behind) {
        advice = "the rule is Panorama's; make the change there";
        return;
      }
      layer = own;
      at = null;
    }
    Node old = c.kind() == Kind.INSERT_BEFORE || at == null ? null : at.node();
    for (Vantage other : all) {
      boolean holds = old == null || other.applies().test(old);
      if (other != v && holds && inherits(other, layer)) {
        siblings.add(other.name());
      }
    }
    if (c.rule().isPresent()) {
      Optional<ReplacedRule> replaced =
          Optional.ofNullable(c.kind() == Kind.REPLACE ? at : null)
              .map(a -> new ReplacedRule(a.node(), new Applications(v.names(), v.applications())));
      NewRules made =
          new NewRules(
              c.rule().get(),
              v.zone().orElse(ZoneId.of("UTC")),
              this::isTaken,
              reuse(layer),
              replaced);
      if (replaced.isPresent() && !made.edits().isEmpty()) {
        edit(made, layer, at);
        return;
      }
      write(made, layer, at, replaced.map(ReplacedRule::kept).orElse(List.of()));
    }
    if (c.kind() != Kind.INSERT_BEFORE) {
      if (at == null) {
        advice = "a default rule can only be overridden by hand";
        return;
      }
      remove(layer, at);
    }
  }

  /**
   * Whether a firewall has the rules of a place: of its device group, of an ancestor, of shared.
   */
  private static boolean inherits(Vantage other, Layer layer) {
    String place = layer.origin().replaceFirst("^(pre|post), ", "");
    return !layer.origin().startsWith("local")
        && other.names().scopes().stream()
            .anyMatch(s -> s.export == layer.export() && s.label.equals(place));
  }

  private boolean isPushed(Layer layer) {
    boolean fromPanorama = v.local().isPresent() && layer.export() != v.local().get().export();
    return fromPanorama || layer.origin().contains("pushed");
  }

  /** Where a rule goes that has no rule to stand before. */
  private Layer lastOwn() {
    if (v.local().isPresent()) {
      return v.local().get();
    }
    return v.before().isEmpty() ? null : v.before().get(v.before().size() - 1);
  }

  private Reuse reuse(Layer layer) {
    boolean own = layer.origin().startsWith("local") || group(layer).equals(v.name());
    if (!own) {
      return Reuse.NOTHING;
    }
    if (reuse.get() == null) {
      reuse.set(new Reuse(v));
    }
    return reuse.get();
  }

  /** Changes addresses and services of a rule, and leaves all else that it has to it. */
  private void edit(NewRules made, Layer layer, Located at) {
    if (!made.doubt.isEmpty()) {
      advice = made.doubt;
    }
    String scope = scopePrefix(layer);
    made.services.forEach(s -> service(layer, scope, s));
    String path = scope + base(layer) + " security rules " + word(at.node().word);
    for (String f : made.edits()) {
      List<String> old = at.node().words(f);
      List<String> now = made.rules.get(0).fields().get(f);
      String negation = "negate-" + f;
      if (at.node().isYes(negation)) {
        commands.add("set " + path + " " + negation + " no");
        rollback.add("set " + path + " " + negation + " yes");
      } else if (old.equals(now)) {
        continue;
      }
      if (!old.isEmpty()) {
        commands.add("delete " + path + " " + f);
        rollback.add("set " + path + " " + f + " " + list(old));
      }
      commands.add("set " + path + " " + f + " " + list(now));
      rollback.add("delete " + path + " " + f);
    }
  }

  /**
   * @param kept fields of the rule whose place the new ones take
   */
  private void write(NewRules made, Layer layer, Located at, List<Node> kept) {
    if (!made.doubt.isEmpty()) {
      advice = made.doubt;
    }
    String scope = scopePrefix(layer);
    for (NewRules.Service s : made.services) {
      service(layer, scope, s);
    }
    made.schedule.ifPresent(s -> schedule(layer, scope, s));
    for (NewRules.Written r : made.rules) {
      String path = scope + base(layer) + " security rules " + word(r.name());
      r.fields().forEach((f, words) -> commands.add("set " + path + " " + f + " " + list(words)));
      kept.forEach(f -> lines(path, f, List.of(), commands));
      if (at != null) {
        commands.add("move " + path + " before " + word(at.node().word));
      }
      rollback.add("delete " + path);
      added.add(r.name());
    }
  }

  private final List<String> added = new ArrayList<>();

  private boolean isTaken(String name) {
    return added.contains(name)
        || rules.values().stream().anyMatch(l -> l.node().word.equals(name));
  }

  private void service(Layer layer, String scope, NewRules.Service s) {
    if (v.names().find(s.name(), "service") != null || added.contains("service " + s.name())) {
      return;
    }
    added.add("service " + s.name());
    String path = scope + "service " + s.name();
    String to = path + " protocol " + s.protocol();
    commands.add("set " + to + " port " + s.ports());
    if (!s.sourcePorts().isEmpty()) {
      commands.add("set " + to + " source-port " + s.sourcePorts());
    }
    rollback.add("delete " + path);
  }

  private void schedule(Layer layer, String scope, Map.Entry<String, String> s) {
    if (added.contains("schedule " + s.getKey())) {
      return;
    }
    added.add("schedule " + s.getKey());
    String path = scope + "schedule " + s.getKey();
    commands.add("set " + path + " schedule-type non-recurring " + s.getValue());
    rollback.add("delete " + path);
  }

  private void remove(Layer layer, Located at) {
    String path = scopePrefix(layer) + base(layer) + " security rules " + word(at.node().word);
    commands.add("delete " + path);
    List<Node> all = layer.rulebase().under("security", "rules");
    int index = all.indexOf(at.node());
    // behind the rule above, which is there again when several are put back from the top
    rollback.add(
        "move " + path + (index == 0 ? " top" : " after " + word(all.get(index - 1).word)));
    List<String> lines = new ArrayList<>();
    at.node().children().forEach(f -> lines(path, f, List.of(), lines));
    Collections.reverse(lines); // the whole is turned round, so that sets stand before moves
    rollback.addAll(lines);
  }

  /** The lines that make a field of a rule again, its values in their order. */
  private static void lines(String path, Node node, List<String> above, List<String> out) {
    List<String> words = new ArrayList<>(above);
    words.add(word(node.word));
    String start = "set " + path + " " + String.join(" ", words);
    if (node.isLeaf()) {
      out.add(start);
    } else if (node.children().stream().allMatch(Node::isLeaf)) {
      out.add(start + " " + list(node.words()));
    } else {
      node.children().forEach(c -> lines(path, c, words, out));
    }
  }

  /** {@code rulebase}, {@code pre-rulebase} or {@code post-rulebase}. */
  private static String base(Layer layer) {
    return layer.rulebase().word;
  }

  private String group(Layer layer) {
    int at = layer.origin().indexOf("device group ");
    return at < 0 ? "" : layer.origin().substring(at + "device group ".length());
  }

  private String scopePrefix(Layer layer) {
    if (!group(layer).isEmpty()) {
      return "device-group " + word(group(layer)) + " ";
    }
    if (!layer.origin().startsWith("local")) {
      return "shared ";
    }
    boolean several = v.name().endsWith("/" + v.vsys());
    boolean written = !xml && layer.rulebase().extra().startsWith("set vsys ");
    return several || written ? "vsys " + v.vsys() + " " : "";
  }

  private static String list(List<String> words) {
    return words.size() == 1
        ? word(words.get(0))
        : "[ " + String.join(" ", words.stream().map(Commands::word).toList()) + " ]";
  }

  /** A word as the command line takes it. */
  private static String word(String text) {
    return text.matches("[^\\s\"\\[\\]\\\\']+")
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
