package flowgap.vendor.panos;

import flowgap.packet.PacketSet;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A rule that narrower ones take the place of: they may match nothing that it does not. So they
 * keep its applications, what is asked of users, categories and devices, and its profiles.
 */
record ReplacedRule(Node node, Applications applications) {
  /** Fields that the new rules state themselves. */
  private static final Set<String> STATED =
      Set.of(
          "from",
          "to",
          "source",
          "destination",
          "negate-source",
          "negate-destination",
          "application",
          "service",
          "action",
          "schedule",
          "uuid");

  /** Applications, and whether each passes on its default ports alone. */
  record Named(List<String> applications, boolean byDefault) {}

  /**
   * What takes these packets, and no more than it does; a rule that names services takes every
   * application that it names on all of them.
   */
  Named named(PacketSet packets, boolean ports) {
    List<String> words = node.words("application");
    if (!node.words("service").contains("application-default")) {
      return new Named(words, !ports);
    }
    if (words.contains("any")) {
      return new Named(words, true);
    }
    List<String> meet = new ArrayList<>();
    boolean whole = node.words("service").size() == 1;
    for (String w : words) {
      SourceSpan span = SourceSpan.implicit("", w);
      Traffic t =
          Traffic.union(
              applications.terms(List.of(w), span, Names.identities()).stream()
                  .map(Applications.Term::ports)
                  .toList());
      if (t.may().intersects(packets)) {
        meet.add(w);
        whole &= t.isCertain() && t.must().containsAll(packets);
      }
    }
    return new Named(meet.isEmpty() ? words : meet, !(ports && whole));
  }

  /** What of it the new rules keep. */
  List<Node> kept() {
    return node.children().stream().filter(c -> !STATED.contains(c.word)).toList();
  }
}
