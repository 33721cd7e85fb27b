package flowgap.vendor.panos;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.TextLines;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counters of {@code show rule-hit-count}, as XML or CSV. The peers of a cluster count apart, so
 * counters of one rule add up.
 */
final class HitCounts {
  /**
   * By virtual system ({@code group/serial/vsys1} from a Panorama, empty from CSV), then by rule.
   */
  private final Map<String, Map<String, Long>> counts = new HashMap<>();

  /** When a rule was made or its counter was last set to zero, by place and rule. */
  private final Map<String, Long> began = new HashMap<>();

  /** How many files hold counters of a place. */
  private final Map<String, Integer> files = new HashMap<>();

  /** Places that the file being read holds counters of. */
  private final Set<String> places = new HashSet<>();

  /** Dates as tables write them: {@code 2025-01-31 08:15:00}. */
  private static final Pattern DATE =
      Pattern.compile("(\\d{4})[-/](\\d{2})[-/](\\d{2})[ T@](\\d{2}:\\d{2}:\\d{2}).*");

  /** The end of the year 9999, in seconds since 1970. */
  private static final long LATEST = 253_402_300_799L;

  void read(InputFile file) throws IOException, InputFailure {
    places.clear();
    if (file.headText().stripLeading().startsWith("<")) {
      XmlPaths.read(file, this::element);
    } else {
      csv(file);
    }
    places.forEach(p -> files.merge(p, 1, Integer::sum));
  }

  /**
   * {@code …/vsys/vsys1/rule-base/security/rules/web/hit-count}; of a Panorama {@code
   * …/security/rules/web/device-vsys/group/serial/vsys1/hit-count}
   */
  private void element(List<String> path, String text) {
    int n = path.size();
    boolean panorama = n > 6 && path.get(n - 3).equals("device-vsys");
    int at = panorama ? n - 2 : n;
    if (at < 5 || !path.get(at - 3).equals("rules") || !text.matches("\\d{1,18}")) {
      return;
    }
    if (!panorama && n < 7) {
      return;
    }
    String where = path.get(panorama ? n - 2 : n - 6);
    String rule = path.get(at - 4) + "/" + path.get(at - 2);
    long number = Long.parseLong(text);
    switch (path.get(n - 1)) {
      case "hit-count" -> add(where, rule, number);
      case "last-reset-timestamp", "rule-creation-timestamp" ->
          began.merge(where + "/" + rule, number, Math::max);
      default -> {
        // when it was last hit, and the like
      }
    }
  }

  /**
   * Since when every counter has been counting, in ISO 8601: the latest reset or creation of a rule
   * (seconds since 1970, 0 = never). Empty where it is not known of all of them.
   */
  Optional<String> since() {
    long latest = 0;
    for (Map.Entry<String, Map<String, Long>> e : counts.entrySet()) {
      for (String rule : e.getValue().keySet()) {
        long start = began.getOrDefault(e.getKey() + "/" + rule, 0L);
        if (start <= 0 || start > LATEST) {
          return Optional.empty();
        }
        latest = Math.max(latest, start);
      }
    }
    return latest == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(latest).toString());
  }

  private void add(String where, String rule, long count) {
    places.add(where);
    counts.computeIfAbsent(where, w -> new HashMap<>()).merge(rule, count, Long::sum);
  }

  /** How many files hold counters of a virtual system; those of tables say of none. */
  int files(String vsys) {
    return files.getOrDefault(vsys, 0) + files.getOrDefault("", 0);
  }

  /** Whether there are counters that do not say which device has counted. */
  boolean isOfSomeDevice() {
    return counts.keySet().stream().anyMatch(w -> !w.contains("/"));
  }

  /** Takes what a Panorama says of each of its devices. */
  void byDevice(HitCounts panorama) {
    panorama.counts.forEach(
        (where, rules) -> {
          if (where.contains("/")) {
            counts.putIfAbsent(where, rules);
          }
        });
    panorama.began.forEach(began::putIfAbsent);
  }

  /** Columns by their heads; {@code began} are those that say since when a rule is counted. */
  private record Columns(int name, int count, List<Integer> began) {
    static Columns of(List<String> heads) {
      int name = -1;
      int count = -1;
      List<Integer> began = new ArrayList<>();
      for (int i = 0; i < heads.size(); i++) {
        String head = heads.get(i).strip().toLowerCase(Locale.ROOT);
        name = name < 0 && (head.equals("name") || head.equals("rule name")) ? i : name;
        count = count < 0 && head.contains("hit count") ? i : count;
        if (head.equals("created") || head.contains("creat") || head.contains("reset")) {
          began.add(i);
        }
      }
      return new Columns(name, count, began);
    }
  }

  private void csv(InputFile file) throws IOException {
    Columns columns = null;
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        List<String> fields = CsvLine.fields(line.replace('\t', ','));
        if (columns == null) {
          columns = Columns.of(fields);
        } else if (columns.name >= 0
            && columns.count >= 0
            && fields.size() > Math.max(columns.name, columns.count)) {
          row(fields, columns);
        }
      }
    }
  }

  private void row(List<String> fields, Columns columns) {
    String text = fields.get(columns.count).strip();
    String number = text.equals("-") ? "0" : text.replace(",", "");
    if (!number.matches("\\d{1,18}")) {
      return;
    }
    String rule = "security/" + fields.get(columns.name).strip();
    add("", rule, Long.parseLong(number));
    for (int at : columns.began) {
      Matcher m = DATE.matcher(at < fields.size() ? fields.get(at).strip() : "");
      if (m.matches()) {
        String time = m.group(1) + "-" + m.group(2) + "-" + m.group(3) + "T" + m.group(4);
        try {
          long second = LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC);
          began.merge("/" + rule, second, Math::max);
        } catch (DateTimeException e) {
          // no date: it is not known since when
        }
      }
    }
  }

  /** Counters of a firewall's own virtual system by rule base and rule name. */
  Map<String, OptionalLong> of(String vsys) {
    Map<String, Long> sum = new HashMap<>();
    for (String where : Set.of("", vsys)) {
      counts.getOrDefault(where, Map.of()).forEach((rule, n) -> sum.merge(rule, n, Long::sum));
    }
    return optional(sum);
  }

  /**
   * Counters that a Panorama has of these devices; a zero counts only where it has been told of
   * every one.
   */
  Map<String, OptionalLong> of(Set<String> serials, String vsys) {
    Map<String, Long> sum = new HashMap<>();
    Map<String, Set<String>> told = new HashMap<>();
    counts.forEach(
        (where, rules) -> {
          String[] parts = where.split("/");
          String serial = parts.length > 2 ? bare(parts[parts.length - 2]) : "";
          boolean here =
              parts.length > 2
                  && parts[parts.length - 1].equals(vsys)
                  && serials.stream().anyMatch(s -> bare(s).equals(serial));
          if (here) {
            rules.forEach(
                (rule, n) -> {
                  sum.merge(rule, n, Long::sum);
                  told.computeIfAbsent(rule, r -> new HashSet<>()).add(serial);
                });
          }
        });
    sum.entrySet().removeIf(e -> e.getValue() == 0 && told.get(e.getKey()).size() < serials.size());
    return optional(sum);
  }

  /** Serial numbers are shown with and without zeros in front. */
  private static String bare(String serial) {
    return serial.replaceFirst("^0+(?=.)", "");
  }

  private static Map<String, OptionalLong> optional(Map<String, Long> sum) {
    Map<String, OptionalLong> out = new HashMap<>();
    sum.forEach((rule, n) -> out.put(rule, OptionalLong.of(n)));
    return out;
  }
}
