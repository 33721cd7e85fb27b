package flowgap.vendor.iptables;

import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lines of one table as they stand in a file, before its family is certain. */
final class Section {
  /** A statement with its place. */
  record Placed(Statement statement, SourceSpan span) {}

  /** The table's name; empty in the form of iptables -S, which has none. */
  final String table;

  /** The family that the file's header names. */
  final Optional<Boolean> stated;

  final SourceSpan span;
  final List<Placed> statements = new ArrayList<>();
  boolean committed;

  Section(String table, Optional<Boolean> stated, SourceSpan span) {
    this.table = table;
    this.stated = stated;
    this.span = span;
  }

  /**
   * The table's name by its built-in chains where the file does not say it: only nat has INPUT
   * without FORWARD beside PREROUTING, only raw has two chains.
   */
  String tableByChains() {
    if (!table.isEmpty()) {
      return table;
    }
    List<String> chains = new ArrayList<>();
    for (Placed p : statements) {
      if (p.statement() instanceof Statement.Command c
          && (c.verb() == Statement.Verb.POLICY || c.verb() == Statement.Verb.APPEND)) {
        chains.add(c.chain());
      }
    }
    if (chains.contains("POSTROUTING")) {
      return chains.contains("FORWARD") ? "mangle" : "nat";
    }
    return chains.contains("PREROUTING") && !chains.contains("INPUT") && !chains.contains("FORWARD")
        ? "raw"
        : "filter";
  }

  /** Whether lines are limited to this family by {@code -4} or {@code -6}. */
  boolean limits(boolean v6) {
    return statements.stream()
        .anyMatch(
            p ->
                p.statement() instanceof Statement.Command c && c.onlyV6().equals(Optional.of(v6)));
  }

  /** The family by what the rules hold; empty where nothing tells. */
  Optional<Boolean> familyByContent() {
    boolean four = false;
    boolean six = false;
    for (Placed p : statements) {
      if (p.statement() instanceof Statement.Command c && c.onlyV6().isEmpty()) {
        for (Option o : c.options()) {
          String value = o.value();
          switch (o.name()) {
            case Option.SOURCE, Option.DESTINATION, "--to-destination", "--to-source" -> {
              six |= value.indexOf(':') >= 0 && value.indexOf('.') < 0;
              four |= value.indexOf('.') >= 0;
            }
            case "--reject-with" -> {
              String answer = value.toLowerCase(Locale.ROOT);
              six |= answer.startsWith("icmp6-");
              four |= answer.startsWith("icmp-");
            }
            case "--icmpv6-type", "--hl-eq" -> six = true;
            case "--icmp-type" -> four = true;
            case Option.PROTOCOL -> {
              six |= value.equalsIgnoreCase("ipv6-icmp") || value.equalsIgnoreCase("icmpv6");
              four |= value.equalsIgnoreCase("icmp");
            }
            default -> {}
          }
        }
      }
    }
    return four == six ? Optional.empty() : Optional.of(six);
  }
}
