package flowgap.vendor.asa;

import flowgap.policy.Recognition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells exports of ASA, PIX and FWSM by their content. */
final class Recogniser {
  static final String SHOW_ACCESS_LIST = "show access-list";

  private static final Pattern VERSION =
      Pattern.compile("^(?:: )?(ASA|PIX|FWSM|NGFW) Version (\\S+).*");
  private static final Pattern HOST = Pattern.compile("^hostname (\\S+)\\s*$");
  private static final Pattern CONFIG_LINE =
      Pattern.compile(
          "^(?: nameif \\S+|nameif \\S+ \\S+ security\\d+|access-list \\S+ (?:line \\d+ )?(?:extended |standard )?(?:permit|deny) .*|access-group \\S+ (?:in|out) interface \\S+.*|access-group \\S+ global|object network \\S+|object service \\S+|object-group (?:network|service|protocol|icmp-type|user|security) \\S+.*|nat \\(\\S+\\) .*|static \\(\\S+,\\S+\\) .*|global \\(\\S+\\) .*|route \\S+ \\d+\\.\\d+\\.\\d+\\.\\d+ \\d+\\.\\d+\\.\\d+\\.\\d+ .*|same-security-traffic .*|name \\d+\\.\\d+\\.\\d+\\.\\d+ \\S+.*|security-level \\d+)\\s*$");
  private static final Pattern OTHER =
      Pattern.compile(
          "^(?:ip access-list .*|Building configuration.*|!Command: show .*|version 1[0-9]\\.[0-9].*|feature \\S+|vdc \\S+ id .*| ip access-group .*|access-list \\d+ (?:permit|deny) .*|boot-start-marker|line vty .*)$");
  private static final Pattern PROMPT = Pattern.compile("^([A-Za-z][\\w-]*)(?:/\\w+)?[#>] ?sh.*");

  private Recogniser() {}

  static Recognition recognise(String head) {
    String host = "";
    String version = "";
    boolean config = false;
    boolean indented = false;
    int config1 = 0;
    int other = 0;
    for (String line : head.lines().limit(20_000).toList()) {
      Matcher v = VERSION.matcher(line);
      if (version.isEmpty() && v.matches()) {
        version = v.group(1) + " " + v.group(2);
      }
      Matcher h = HOST.matcher(line);
      if (host.isEmpty() && h.matches()) {
        host = h.group(1);
      }
      Matcher p = PROMPT.matcher(line);
      if (host.isEmpty() && p.matches()) {
        host = p.group(1);
      }
      if (line.length() < 2_000) {
        if (OTHER.matcher(line).matches()) {
          other++;
        } else if (CONFIG_LINE.matcher(line).matches()) {
          config1++;
        }
      }
    }
    Capture.Kind kind = Capture.kindOf(head);
    if (version.isEmpty() && other > 0 && other * 3 > config1) {
      return config1 + other > 1 && (other > 1 || head.contains("\ninterface "))
          ? Recognition.refused(
              "a configuration of Cisco IOS or NX-OS, not of an ASA: hand in show running-config of the firewall")
          : Recognition.UNKNOWN;
    }
    if (kind == Capture.Kind.ACCESS_LIST && version.isEmpty()) {
      boolean lists =
          head.contains("access-list ") && (head.contains("elements") || head.contains("hitcnt="));
      return lists ? Recognition.companion(SHOW_ACCESS_LIST, host) : Recognition.UNKNOWN;
    }
    if (kind == Capture.Kind.ROUTE && version.isEmpty() && config1 == 0) {
      boolean masks =
          head.lines()
              .anyMatch(
                  l ->
                      l.matches(
                          "^[A-Z]\\S?.*\\s\\d+\\.\\d+\\.\\d+\\.\\d+ \\d+\\.\\d+\\.\\d+\\.\\d+ .*"));
      return masks ? Recognition.companion("show route", host) : Recognition.UNKNOWN;
    }
    if (!version.isEmpty() || config1 > 0) {
      String what =
          version.startsWith("NGFW")
              ? "Firepower Threat Defense, show running-config"
              : "show running-config" + (version.isEmpty() ? "" : ", " + version);
      return Recognition.primary(what, host);
    }
    return Recognition.UNKNOWN;
  }
}
