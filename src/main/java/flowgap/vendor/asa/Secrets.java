package flowgap.vendor.asa;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the secrets out of a line before it is quoted anywhere: the secret is replaced, the line
 * stays. Passwords and their hashes, keys, communities and the credentials in addresses count.
 */
final class Secrets {
  static final String REMOVED = "‹removed›";

  /** Each pattern's groups named {@code s} are secrets; a blank stands for any number of them. */
  private static final List<Pattern> PATTERNS =
      List.of(
          secret("^(?:enable )?(?:password|passwd) (?<s>\\S+)"),
          secret("\\b(?:password|passphrase|challenge)(?: encryption)?(?: [0-9])? (?<s>\\S+)"),
          secret("\\bpre-shared-key(?: (?:local|remote|hex|[0-9]))? (?<s>\\S+)"),
          secret("\\bisakmp key (?<s>\\S+)"),
          secret("\\bfailover (?:lan )?key (?:hex |[0-9] )?(?<s>\\S+)"),
          secret("\\bcommunity(?: [0-9])? (?<s>\\S+)"),
          secret("\\bcommunity\\b.*?\\bversion \\S+ (?<s>\\S+)"),
          secret("\\bauth (?:md5|sha\\d*) (?<s>\\S+)"),
          secret("\\bpriv (?:des|3des|aes(?: \\d+)?) (?<s>\\S+)"),
          secret("\\bauthentication-key(?: \\d+ (?:md5|sha\\d*|cmac))?(?: [0-9])? (?<s>\\S+)"),
          secret("\\bmessage-digest-key \\d+ md5(?: [0-9])? (?<s>\\S+)"),
          secret("\\bauthentication key(?: eigrp \\S+)?(?: [0-9])? (?<s>\\S+)"),
          secret("\\brip authentication key(?: [0-9])? (?<s>\\S+)"),
          secret(
              "\\b(?:key-string|policy-server-secret|radius-common-pw|ldap-login-password|idtoken|shared-secret|secret|license-key|activation-key)(?: [0-9])? (?<s>\\S+)"),
          secret("^\\s*key(?: [0-9])? (?<s>\\S+)\\s*$"),
          secret("^\\s*(?:license|cluster key) (?<s>\\S+)"),
          secret("\\bkey config-key password-encryption (?<s>\\S+)"),
          secret("^aaa-server \\S+ \\(\\S+\\) host \\S+ (?!timeout\\b)(?<s>\\S+)"),
          secret(
              "^snmp-server host \\S+ \\S+ (?!poll\\b|trap\\b|community\\b|version\\b|udp-port\\b)(?<s>\\S+)"),
          secret("^logging ftp-server \\S+ \\S+ \\S+(?: [0-9])? (?<s>\\S+)"),
          secret("://(?<s>\\S+)@"));

  private static final Pattern HINT =
      Pattern.compile(
          "pass|key|community|auth|priv|secret|challenge|pw\\s|idtoken|license|://|aaa-server|ftp-server|snmp-server host",
          Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  private static Pattern secret(String regex) {
    return Pattern.compile(regex.replace(" ", "\\s+"), Pattern.CASE_INSENSITIVE);
  }

  /** The line without its secrets. */
  static String remove(String line) {
    if (line.startsWith("access-list ") || !HINT.matcher(line).find()) {
      return line;
    }
    String now = line;
    for (Pattern p : PATTERNS) {
      Matcher m = p.matcher(now);
      StringBuilder out = null;
      int copied = 0;
      while (m.find()) {
        if (m.group("s").equals(REMOVED) || m.group("s").matches("\\*+|-?-|nopassword|encrypted")) {
          continue;
        }
        out = out == null ? new StringBuilder() : out;
        out.append(now, copied, m.start("s")).append(REMOVED);
        copied = m.end("s");
      }
      if (out != null) {
        now = out.append(now.substring(copied)).toString();
      }
    }
    return now;
  }
}
