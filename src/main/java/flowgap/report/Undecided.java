package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Reason;
import flowgap.analysis.Verdict;
import flowgap.policy.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Undecided flows that one answer would settle.
 *
 * @param kind the sort of reason ({@code App-ID})
 * @param settledBy what would settle them
 * @param texts the reasons one by one
 * @param flows ids of the flows that hinge on it
 * @param firewalls where they do
 */
public record Undecided(
    String kind, String settledBy, List<String> texts, List<String> flows, List<String> firewalls) {
  private static final int FEW = 3;

  public Undecided {
    texts = List.copyOf(texts);
    flows = List.copyOf(flows);
    firewalls = List.copyOf(firewalls);
  }

  /** In one sentence; of an application which one has to be identified. */
  public String summary() {
    String count = flows.size() == 1 ? "1 flow hinges on " : flows.size() + " flows hinge on ";
    String app = kind + " ";
    String other = app + "other than ";
    if (texts.size() != 1 || !kind.equals(Condition.Kind.APPLICATION.words())) {
      return count + (texts.size() == 1 ? texts.get(0) : kind + ": " + String.join("; ", few()));
    }
    String text = texts.get(0);
    if (text.startsWith(other)) {
      return count
          + text
          + ": permitted if the traffic is not "
          + or(text.substring(other.length()));
    }
    return text.startsWith(app)
        ? count + text + ": permitted if the traffic is " + or(text.substring(app.length()))
        : count + text;
  }

  private static String or(String names) {
    return names.replace(", ", " or ");
  }

  /** The first of the reasons, and how many more there are. */
  public List<String> few() {
    List<String> out = new ArrayList<>(texts.subList(0, Math.min(FEW, texts.size())));
    if (texts.size() > FEW) {
      out.add("and " + (texts.size() - FEW) + " more");
    }
    return out;
  }

  private record Group(Set<String> texts, Set<String> flows, Set<String> firewalls) {
    Group() {
      this(new TreeSet<>(), new java.util.LinkedHashSet<>(), new TreeSet<>());
    }
  }

  /** The undecided flows, gathered by reason; the reason that most flows hinge on stands first. */
  public static List<Undecided> of(AuditReport report) {
    Map<List<String>, Group> groups =
        new TreeMap<>(java.util.Comparator.comparing(Object::toString));
    for (FlowResult f : report.flows()) {
      if (f.verdict() == Verdict.UNDECIDED) {
        f.at()
            .forEach(
                a ->
                    a.undecidedBecause().forEach(r -> add(groups, f.flow().id(), a.firewall(), r)));
      }
    }
    List<Undecided> out = new ArrayList<>();
    groups.forEach(
        (k, g) ->
            out.add(
                new Undecided(
                    k.get(0),
                    k.get(1),
                    List.copyOf(g.texts()),
                    List.copyOf(g.flows()),
                    List.copyOf(g.firewalls()))));
    out.sort(java.util.Comparator.comparingInt(u -> -u.flows().size()));
    return out;
  }

  private static void add(
      Map<List<String>, Group> groups, String flow, String firewall, Reason reason) {
    // each application is a question of its own; lists and names are settled in one go
    boolean each = reason.kind().equals(Condition.Kind.APPLICATION.words());
    List<String> key =
        List.of(reason.kind(), reason.settledBy(), each ? reason.text() : reason.kind());
    Group g = groups.computeIfAbsent(key, k -> new Group());
    g.texts().add(reason.text());
    g.flows().add(flow);
    g.firewalls().add(firewall);
  }
}
