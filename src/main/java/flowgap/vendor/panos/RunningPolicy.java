package flowgap.vendor.panos;

import flowgap.source.InputFile;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code show running security-policy} prints each rule with its applications resolved ({@code
 * dns/udp/any/53}): of rules with {@code application-default}, the default ports of the device's
 * own content.
 */
final class RunningPolicy {
  private static final Pattern RULE = Pattern.compile("^\"?(.+?)(?:; index: \\d+)?\"?\\s*\\{\\s*$");
  private static final Pattern TUPLE =
      Pattern.compile(
          "(?:\\d+:)?([\\w.-]+)/(tcp|udp|sctp|icmp|icmp6|any|\\d+)/([\\w,-]+)/([\\w,-]+)");

  /** Port texts by rule and application. */
  private final Map<String, Map<String, Set<String>>> rules = new HashMap<>();

  boolean isEmpty() {
    return rules.isEmpty();
  }

  void read(InputFile file) throws IOException {
    String rule = "";
    boolean services = false;
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        String text = line.strip();
        Matcher m = RULE.matcher(text);
        if (m.matches()) {
          rule = m.group(1);
        }
        services |= text.startsWith("application/service");
        if (services) {
          Matcher t = TUPLE.matcher(text);
          while (t.find()) {
            tuple(rule, t);
          }
        }
        services &= !text.endsWith(";");
      }
    }
  }

  private void tuple(String rule, Matcher t) {
    String ports = t.group(4);
    boolean numbered = t.group(2).matches("\\d+");
    if (t.group(2).equals("any") || ports.equals("any") && !numbered) {
      return;
    }
    String text = numbered ? "proto/" + t.group(2) : t.group(2) + "/" + ports;
    rules
        .computeIfAbsent(rule, r -> new HashMap<>())
        .computeIfAbsent(t.group(1), a -> new LinkedHashSet<>())
        .add(text);
  }

  /** Port texts by application, of these rules. */
  Map<String, List<String>> ports(Set<String> ofRules) {
    Map<String, Set<String>> all = new HashMap<>();
    for (String r : ofRules) {
      rules
          .getOrDefault(r, Map.of())
          .forEach(
              (app, texts) -> all.computeIfAbsent(app, a -> new LinkedHashSet<>()).addAll(texts));
    }
    Map<String, List<String>> out = new HashMap<>();
    all.forEach((app, texts) -> out.put(app, new ArrayList<>(texts)));
    return out;
  }
}
