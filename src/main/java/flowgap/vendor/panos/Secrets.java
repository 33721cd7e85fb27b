package flowgap.vendor.panos;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values that never leave an export: the elements that the device's own schema marks {@code
 * encrypt="yes"}, community strings, and whatever looks like an encrypted value or a password hash.
 */
final class Secrets {
  static final String REMOVED = "‹removed›";

  private static final Set<String> WORDS =
      Set.of(
          "key",
          "private-key",
          "public-key",
          "password",
          "secret",
          "passcode",
          "phash",
          "passphrase",
          "authentication-key",
          "auth-key",
          "authpwd",
          "privpwd",
          "community",
          "snmp-community-string",
          "agent-user-override-key",
          "service-account-cred",
          "secret-access-key",
          "keytab",
          "kerberos-keytab",
          "api-key",
          "token",
          "pin");

  private static final Pattern LOOKS_SECRET =
      Pattern.compile("-AQ==.*|\\$\\d[a-z]?\\$.+|-----BEGIN.*", Pattern.DOTALL);

  private Secrets() {}

  /** Whether the value of an element of this name is a secret. */
  static boolean isSecretName(String name) {
    String n = isLowerCase(name) ? name : name.toLowerCase(Locale.ROOT);
    return WORDS.contains(n)
        || n.endsWith("-password")
        || n.endsWith("-secret")
        || n.endsWith("-passphrase")
        || n.endsWith("-key") && !n.endsWith("public-key");
  }

  private static boolean isLowerCase(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
        return false;
      }
    }
    return true;
  }

  /** The value without what is secret about it. */
  static String clean(String parent, String value) {
    boolean may = value.startsWith("-") || value.startsWith("$");
    return isSecretName(parent) || may && LOOKS_SECRET.matcher(value).matches() ? REMOVED : value;
  }
}
