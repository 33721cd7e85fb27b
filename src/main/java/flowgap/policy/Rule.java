package flowgap.policy;

import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One rule of a list.
 *
 * @param id unique within the firewall: list and position ({@code outside_in:3}), or list and
 *     {@code default}
 * @param label the vendor's own name of the rule, empty where it has none
 * @param words the rule's own words without secrets and counters, or the vendor's lasting
 *     identifier (PAN-OS UUID): what stays the same in a new export
 * @param kind who says it
 * @param enabled false where the export switches it off; it then decides nothing
 * @param matches any of them suffices; none = matches nothing
 * @param conditions what must hold besides and cannot be decided; they make every match uncertain
 * @param schedule when it is active, where that is limited
 * @param besideFlows whether it tells packets apart which no flow stands for (fragments, unusual
 *     flags, related and invalid packets, senders that routes lead elsewhere), or remembers its
 *     packets for other rules: what it does to the packets of flows is then not all that it does
 * @param hits packets or sessions counted by the device, where the export has counters
 * @param shown the rule's fields in the vendor's words, by column ({@link Column})
 * @param span the line that says it
 * @param uses the lines of the objects and groups that it uses
 */
public record Rule(
    String id,
    String label,
    String words,
    Kind kind,
    boolean enabled,
    List<Match> matches,
    List<Condition> conditions,
    List<Action> actions,
    Optional<Schedule> schedule,
    boolean besideFlows,
    OptionalLong hits,
    boolean log,
    String comment,
    Map<String, String> shown,
    SourceSpan span,
    List<SourceSpan> uses) {
  /** Who says a rule. */
  public enum Kind {
    /** A line that somebody wrote: findings may be about it. */
    WRITTEN,
    /** The list's default, written as a policy or implicit. */
    DEFAULT,
    /** Made from other statements (routes, levels, bindings): no findings about it. */
    DERIVED
  }

  /** Names of the columns of {@link #shown()} that reports know. */
  public static final class Column {
    public static final String SOURCE = "source";
    public static final String DESTINATION = "destination";
    public static final String SERVICE = "service";
    public static final String APPLICATION = "application";
    public static final String IN = "in";
    public static final String OUT = "out";
    public static final String ACTION = "action";
    public static final String SCHEDULE = "schedule";

    /** Where the rule comes from in a layered rule base ({@code pre, device group EMEA}). */
    public static final String ORIGIN = "origin";

    private Column() {}
  }

  public Rule {
    Objects.requireNonNull(id);
    Objects.requireNonNull(span);
    matches = List.copyOf(matches);
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
    shown = Shown.copyOf(shown);
    uses = List.copyOf(uses);
  }

  /** Whether the rule's last word is to let the packet pass this stage. */
  public boolean permits() {
    return actions.contains(Action.End.PERMIT);
  }

  /** Whether the rule's last word is to drop the packet. */
  public boolean denies() {
    return actions.contains(Action.End.DENY);
  }

  public boolean isWritten() {
    return kind == Kind.WRITTEN;
  }

  /** A rule that matches everything, without line: {@code id} is {@code list:default}. */
  public static Rule byDefault(String list, Action action, SourceSpan span) {
    return builder(list + ":default", span)
        .kind(Kind.DEFAULT)
        .match(Match.ALL)
        .then(action)
        .build();
  }

  /**
   * @param comment what the list's default says of the list
   */
  public static Rule byDefault(String list, Action action, SourceSpan span, String comment) {
    return builder(list + ":default", span)
        .kind(Kind.DEFAULT)
        .match(Match.ALL)
        .then(action)
        .comment(comment)
        .build();
  }

  public static Builder builder(String id, SourceSpan span) {
    return new Builder(id, span);
  }

  /** Collects the parts of a rule. */
  public static final class Builder {
    /** So many lines are compared one by one. */
    private static final int FEW = 16;

    /** The actions of nearly all rules, one list for each. */
    private static final List<List<Action>> ENDS =
        Arrays.stream(Action.End.values()).map(List::<Action>of).toList();

    private final String id;
    private final SourceSpan span;
    private String label = "";
    private String words;
    private Kind kind = Kind.WRITTEN;
    private boolean enabled = true;
    private List<Match> matches = List.of();
    private List<Condition> conditions = List.of();
    private List<Action> actions = List.of();
    private Schedule schedule;
    private boolean besideFlows;
    private OptionalLong hits = OptionalLong.empty();
    private boolean log;
    private String comment = "";
    private Shown shown;
    private Map<String, String> quoted = Map.of();
    private List<SourceSpan> uses = List.of();

    private Builder(String id, SourceSpan span) {
      this.id = id;
      this.span = span;
    }

    public Builder label(String value) {
      label = value;
      return this;
    }

    public Builder words(String value) {
      words = value;
      return this;
    }

    public Builder kind(Kind value) {
      kind = value;
      return this;
    }

    public Builder enabled(boolean value) {
      enabled = value;
      return this;
    }

    public Builder match(Match value) {
      matches = joined(matches, value);
      return this;
    }

    public Builder condition(Condition value) {
      conditions = joined(conditions, value);
      return this;
    }

    public Builder then(Action... values) {
      return then(
          values.length == 1 && values[0] instanceof Action.End e
              ? ENDS.get(e.ordinal())
              : List.of(values));
    }

    /** Most rules have one of them or none. */
    private static <T> List<T> joined(List<T> before, T value) {
      if (before.isEmpty()) {
        return List.of(value);
      }
      List<T> out = before.size() == 1 ? new ArrayList<>(before) : before;
      out.add(value);
      return out;
    }

    /** Where they are all, rules that do the same share them. */
    public Builder then(List<Action> values) {
      if (actions.isEmpty()) {
        actions = List.copyOf(values);
      } else {
        actions = new ArrayList<>(actions);
        actions.addAll(values);
      }
      return this;
    }

    public Builder schedule(Schedule value) {
      schedule = value;
      return this;
    }

    public Builder besideFlows(boolean value) {
      besideFlows = value;
      return this;
    }

    public Builder hits(long value) {
      hits = OptionalLong.of(value);
      return this;
    }

    public Builder log(boolean value) {
      log = value;
      return this;
    }

    public Builder comment(String value) {
      comment = value;
      return this;
    }

    public Builder show(String column, String value) {
      if (shown == null) {
        shown = new Shown();
        quoted.forEach(shown::set);
      }
      shown.set(column, value);
      return this;
    }

    /** All columns at once; {@link #show} may add others. */
    public Builder show(Quoted columns) {
      if (shown == null) {
        quoted = columns;
      } else {
        columns.forEach(shown::set);
      }
      return this;
    }

    public Builder uses(SourceSpan value) {
      if (!uses.contains(value)) {
        uses = new ArrayList<>(uses);
        uses.add(value);
      }
      return this;
    }

    /** Rules that use the same list of lines, and no others, share it if it has no repetition. */
    public Builder usesAll(List<SourceSpan> values) {
      List<SourceSpan> all = joined(values);
      boolean same = uses.isEmpty() && all.size() == values.size();
      uses = List.copyOf(same ? values : all);
      return this;
    }

    /**
     * The lines that it uses, and no others.
     *
     * @param values without repetition; rules that use the same lines share the list
     */
    public Builder usesOnly(List<SourceSpan> values) {
      uses = List.copyOf(values);
      return this;
    }

    private List<SourceSpan> joined(List<SourceSpan> values) {
      if (uses.size() + values.size() > FEW) {
        Set<SourceSpan> all = new LinkedHashSet<>(uses);
        all.addAll(values);
        return List.copyOf(all);
      }
      List<SourceSpan> all = new ArrayList<>(uses.size() + values.size());
      all.addAll(uses);
      for (SourceSpan s : values) {
        if (!all.contains(s)) {
          all.add(s);
        }
      }
      return all;
    }

    public Rule build() {
      return new Rule(
          id,
          label,
          words == null ? span.text().strip() : words,
          kind,
          enabled,
          matches,
          conditions,
          actions,
          Optional.ofNullable(schedule),
          besideFlows,
          hits,
          log,
          comment,
          shown == null ? quoted : shown,
          span,
          uses);
    }
  }
}
