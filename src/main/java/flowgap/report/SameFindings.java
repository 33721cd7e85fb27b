package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.source.SourceSpan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which findings say the same of several firewalls: such findings are one row, which names them
 * all. They are the same where nothing that is said of them differs but the firewall, the file, and
 * the place of the rules in their lists. Two findings of one firewall never share a row.
 */
public final class SameFindings {
  /** No further finding says the same. */
  private static final int NONE = -1;

  /** Check value of what a finding says. */
  private record Words(long first, long second) {}

  private final List<List<FindingMark>> parts;
  private final int[] starts;
  private final int[] next;
  private final boolean[] later;
  private final AuditReport report;
  private int rows;

  private SameFindings(AuditReport report, Function<Finding, String> apart) {
    this.parts = report.markLists();
    this.starts = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      starts[i + 1] = starts[i] + parts.get(i).size();
    }
    int size = starts[parts.size()];
    this.next = new int[size];
    this.later = new boolean[size];
    Arrays.fill(next, NONE);
    this.report = report;
    join(apart);
  }

  /**
   * @param apart what else keeps findings apart that say the same, such as the columns of a row
   */
  public static SameFindings of(AuditReport report, Function<Finding, String> apart) {
    return new SameFindings(report, apart);
  }

  /** The same, kept apart by whether and why somebody accepted them. */
  public static SameFindings of(AuditReport report) {
    return of(report, f -> acceptance(report, f));
  }

  /** Whether, why, by whom and until when somebody accepted a finding. */
  public static String acceptance(AuditReport report, Finding f) {
    AuditReport.Accepted a = report.accepted().get(f.id());
    return a == null
        ? ""
        : String.join("\0", a.reason(), a.owner(), a.approvedBy(), a.expires()) + a.expired();
  }

  private void join(Function<Finding, String> apart) {
    Map<Words, Integer> last = new HashMap<>();
    Map<Words, Integer> equals = new HashMap<>();
    String firewall = null;
    String flow = null;
    int position = 0;
    for (Finding f : report.findings()) {
      String about = f.type().isAboutFlow() ? String.join("\n", f.flows()) : "";
      if (!about.equals(flow)) {
        // what is said of another flow is never the same
        last.clear();
        equals.clear();
      } else if (about.isEmpty() && !f.firewall().equals(firewall)) {
        equals.clear();
      }
      flow = about;
      firewall = f.firewall();
      Words own = words(f, apart.apply(f));
      Words key =
          numbered(own, equals.merge(about.isEmpty() ? own : here(own, f), 1, Integer::sum));
      Integer before = last.put(key, position);
      if (before == null) {
        rows++;
      } else {
        next[before] = position;
        later[position] = true;
      }
      position++;
    }
  }

  private static Words here(Words words, Finding f) {
    return digest(words + f.firewall());
  }

  private static Words numbered(Words words, int ordinal) {
    return ordinal == 1 ? words : digest(words + " " + ordinal);
  }

  private static Words words(Finding f, String apart) {
    StringBuilder out = new StringBuilder();
    out.append(f.type()).append('\0').append(f.severity()).append('\0').append(f.flows());
    out.append('\0').append(f.span().text()).append('\0').append(message(f));
    out.append('\0').append(f.example()).append('\0').append(f.details());
    f.becauseOf().forEach(b -> out.append('\0').append(b.span().text()));
    f.change().ifPresent(c -> out.append('\0').append(c.proved()));
    return digest(out.append('\0').append(apart).toString());
  }

  /** What a finding says, without the names of its firewall and the places of its rules. */
  public static String message(Finding f) {
    String out = without(f.message(), f.span().where());
    out = place(out, f.rule(), f.span());
    for (Finding.Because b : f.becauseOf()) {
      out = place(without(out, b.span().where()), b.rule(), b.span());
    }
    return without(out, f.firewall());
  }

  private static String place(String text, String rule, SourceSpan span) {
    // a rule that bears a plain name or number is told by that
    boolean isPlace = rule.indexOf(':') >= 0 || rule.indexOf('[') >= 0;
    String out = isPlace ? without(text, rule) : text;
    return without(out, span.file());
  }

  /** The text without a name, where the name stands by itself. */
  private static String without(String text, String name) {
    if (name.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      boolean alone =
          at >= done
              && (at == 0 || !isPartOfName(text.charAt(at - 1)))
              && (end == text.length() || !isPartOfName(text.charAt(end)));
      if (alone) {
        out.append(text, done, at).append('\1');
        done = end;
      }
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }

  private static boolean isPartOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private static Words digest(String text) {
    try {
      ByteBuffer hash =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
      return new Words(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  public int findings() {
    return later.length;
  }

  /** Whether a row begins with the finding at this place of {@link AuditReport#findings}. */
  public boolean isFirst(int position) {
    return !later[position];
  }

  /** The findings of the row that begins at this place, by firewall. */
  public List<FindingMark> row(int position) {
    List<FindingMark> out = new ArrayList<>();
    for (int at = position; at != NONE; at = next[at]) {
      out.add(mark(at));
    }
    return out;
  }

  /** What is known of the finding at this place. */
  public FindingMark mark(int position) {
    int part = Arrays.binarySearch(starts, position);
    part = part < 0 ? -part - 2 : part;
    while (starts[part + 1] == position) {
      part++; // empty parts begin where the next one does
    }
    return parts.get(part).get(position - starts[part]);
  }

  /** The firewalls of a row, with those that have the same policy as one of them. */
  public List<String> firewalls(List<FindingMark> row) {
    return firewalls(report, row);
  }

  /** The same of findings of a report. */
  public static List<String> firewalls(AuditReport report, List<FindingMark> row) {
    Set<String> names = new LinkedHashSet<>();
    row.forEach(f -> names.add(f.firewall()));
    names.remove("");
    report.firewalls().stream()
        .filter(f -> !f.twins().isEmpty() && names.contains(f.name()))
        .toList()
        .forEach(f -> names.addAll(f.twins()));
    return List.copyOf(names);
  }
}
