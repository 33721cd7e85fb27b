package flowgap.analysis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Identifiers of findings that survive a new export: made of type, firewall, list, the rule's own
 * words, the flow, and an ordinal among equals; never of line, position, path or time.
 */
public final class FindingIds {
  private final Map<String, Integer> seen = new HashMap<>();

  /** The id of the next finding with these marks. */
  public String next(FindingType type, String firewall, String list, String words, String flow) {
    String marks =
        String.join(
            "\u0000", type.word(), firewall, list, words.strip().replaceAll("\\s+", " "), flow);
    int ordinal = seen.merge(marks, 1, Integer::sum);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((marks + "\u0000" + ordinal).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
