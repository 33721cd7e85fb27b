package flowgap.report.page;

import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Verdict;
import flowgap.flow.FlowPath;
import flowgap.report.Plain;
import java.util.ArrayList;
import java.util.List;

/**
 * A flow's way through its firewalls, as places of boxes and arrows in pixels.
 *
 * @param label the same in one sentence
 * @param ordered whether the order of the firewalls is known: the flow list states it, or there is
 *     one
 */
public record PathPicture(int width, String label, List<Node> nodes, boolean ordered) {
  public static final int HEIGHT = 92;
  private static final int BOX = 216;
  private static final int GAP = 46;

  /** Letters that a box has room for. */
  private static final int LETTERS = 25;

  /** Firewalls that a picture shows; more are counted. */
  private static final int MOST = 6;

  /**
   * A box.
   *
   * @param arrow whether an arrow leads from it to the next
   */
  public record Node(int x, int width, String kind, String first, String second, boolean arrow) {
    Node with(boolean newArrow) {
      return new Node(x, width, kind, first, second, newArrow);
    }
  }

  /** The way in the flow's own direction; nothing where no firewall carries it. */
  static List<PathPicture> of(FlowResult r) {
    List<PathPicture> out = new ArrayList<>();
    for (String direction : List.of("forward", "reverse")) {
      List<FlowAtFirewall> at =
          r.at().stream()
              .filter(a -> a.direction().equals(direction) && a.verdict() != Verdict.NOT_ON_PATH)
              .toList();
      if (!at.isEmpty()) {
        out.add(of(r, at, direction.equals("reverse")));
      }
    }
    return out;
  }

  private static PathPicture of(FlowResult r, List<FlowAtFirewall> at, boolean reverse) {
    String source = r.flow().source().text();
    String destination = r.flow().destination().text();
    List<Node> nodes = new ArrayList<>();
    StringBuilder label = new StringBuilder("The way of the flow: from ");
    label.append(reverse ? destination : source);
    add(nodes, "end", reverse ? destination : source, "source");
    for (FlowAtFirewall a : at.subList(0, Math.min(MOST, at.size()))) {
      String zones =
          a.inZone().isEmpty() && a.outZone().isEmpty()
              ? ""
              : " " + or(a.inZone()) + "→" + or(a.outZone());
      add(
          nodes,
          a.verdict().word(),
          a.firewall(),
          a.verdict().letter() + " " + a.verdict().word() + zones);
      label.append(", ").append(a.firewall()).append(" ").append(a.verdict().word());
    }
    if (at.size() > MOST) {
      int more = at.size() - MOST;
      add(nodes, "end", more + (more == 1 ? " more firewall" : " more firewalls"), "see below");
    }
    add(nodes, "end", reverse ? source : destination, r.flow().service().text());
    label.append(", to ").append(reverse ? source : destination).append(".");
    boolean ordered = at.size() == 1 || r.flow().path() instanceof FlowPath.Ordered;
    if (!ordered) {
      label.append(" The order of the firewalls is not stated.");
    }
    List<Node> joined = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      boolean arrow = i < nodes.size() - 1 && (ordered || i == 0 || i == nodes.size() - 2);
      joined.add(nodes.get(i).with(arrow));
    }
    return new PathPicture(nodes.size() * (BOX + GAP) - GAP + 6, label.toString(), joined, ordered);
  }

  private static String or(String zone) {
    return zone.isEmpty() || zone.equals("not known") ? "?" : zone;
  }

  private static void add(List<Node> nodes, String kind, String first, String second) {
    int x = 2 + nodes.size() * (BOX + GAP);
    nodes.add(new Node(x, BOX, kind, shorten(first), shorten(second), false));
  }

  private static String shorten(String text) {
    String line = Plain.line(text);
    return line.length() <= LETTERS ? line : line.substring(0, LETTERS - 1) + "…";
  }
}
