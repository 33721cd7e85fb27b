package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.Said;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
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

  private final List<List<FindingMark>> parts;
  private final int[] starts;
  private final int[] next;
  private final boolean[] later;
  private final AuditReport report;

  /** The firewalls whose policy others have, too. */
  private final List<FirewallAudit> twinned;

  private int rows;

  private SameFindings(AuditReport report, boolean changes, Function<FindingMark, String> apart) {
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
    this.twinned = report.firewalls().stream().filter(f -> !f.twins().isEmpty()).toList();
    if (isOfOneFirewall()) {
      rows = size;
    } else {
      join(report.saidLists(), changes, apart);
    }
  }

  /** Whether all is about one firewall, of which no two findings share a row. */
  private boolean isOfOneFirewall() {
    if (report.firewalls().size() != 1) {
      return false;
    }
    String only = report.firewalls().get(0).name();
    return report.flowMarks().allMatch(f -> f.firewall().equals(only));
  }

  /**
   * @param apart what else keeps findings apart that say the same, such as the columns of a row
   */
  public static SameFindings of(AuditReport report, Function<FindingMark, String> apart) {
    return new SameFindings(report, false, apart);
  }

  /** The same, kept apart also by the commands of their changes. */
  static SameFindings withChanges(AuditReport report, Function<FindingMark, String> apart) {
    return new SameFindings(report, true, apart);
  }

  /** The same, kept apart by whether and why somebody accepted them. */
  public static SameFindings of(AuditReport report) {
    return of(report, f -> acceptance(report, f.id()));
  }

  /** Whether, why, by whom and until when somebody accepted a finding. */
  public static String acceptance(AuditReport report, String id) {
    AuditReport.Accepted a = report.accepted().get(id);
    return a == null
        ? ""
        : String.join("\0", a.reason(), a.owner(), a.approvedBy(), a.expires()) + a.expired();
  }

  private void join(List<List<Said>> saids, boolean changes, Function<FindingMark, String> apart) {
    Latest last = new Latest(later.length);
    Map<Said, Integer> equals = new HashMap<>();
    String firewall = null;
    String flow = null;
    long flows = 0;
    int position = 0;
    for (int part = 0; part < parts.size(); part++) {
      Iterator<Said> says = saids.get(part).iterator();
      for (FindingMark f : parts.get(part)) {
        if (!f.flow().equals(flow)) {
          // what is said of another flow is never the same
          flows++;
          equals.clear();
        } else if (f.flow().isEmpty() && !f.firewall().equals(firewall)) {
          equals.clear();
        }
        flow = f.flow();
        firewall = f.firewall();
        Said said = says.next();
        String more = apart.apply(f);
        Said own = said.and(changes ? more + (char) 1 + said.change() : more);
        int ordinal = equals.merge(flow.isEmpty() ? own : own.and(firewall), 1, Integer::sum);
        Said key = ordinal == 1 ? own : own.and(String.valueOf(ordinal));
        int before = last.put(key.first() + flows, key.second(), position);
        if (before == NONE) {
          rows++;
        } else {
          next[before] = position;
          later[position] = true;
        }
        position++;
      }
    }
  }

  /** The latest place of each check value, in few bytes. */
  private static final class Latest {
    private final int[] places;
    private final long[] first;
    private final long[] second;

    Latest(int most) {
      places = new int[Math.max(16, Integer.highestOneBit(Math.max(1, most)) * 4)];
      first = new long[most];
      second = new long[most];
      Arrays.fill(places, NONE);
    }

    /** Where the value was before; {@link #NONE} for a new one. */
    int put(long one, long two, int place) {
      int at = (int) (one ^ one >>> 32) & places.length - 1;
      while (places[at] != NONE && (first[places[at]] != one || second[places[at]] != two)) {
        at = at + 1 & places.length - 1;
      }
      int before = places[at];
      places[at] = place;
      first[place] = one;
      second[place] = two;
      return before;
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
    Set<String> names = new LinkedHashSet<>();
    row.forEach(f -> names.add(f.firewall()));
    names.remove("");
    for (FirewallAudit f : twinned) {
      if (names.contains(f.name())) {
        names.addAll(f.twins());
      }
    }
    return List.copyOf(names);
  }
}
