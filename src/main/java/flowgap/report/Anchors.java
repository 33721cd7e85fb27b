package flowgap.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of places inside a report that links can point at and that stay the same in a new run. */
public final class Anchors {
  private Anchors() {}

  /** {@code flow-RM-01}; what is no letter, digit or {@code .-_} is told apart by a digest. */
  public static String of(String kind, String id) {
    StringBuilder out = new StringBuilder(kind).append('-');
    boolean changed = id.length() > 60;
    for (int i = 0; i < Math.min(id.length(), 60); i++) {
      char c = id.charAt(i);
      boolean plain = c < 0x80 && Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0;
      out.append(plain ? c : '_');
      changed |= !plain;
    }
    return changed ? out.append('-').append(digest(id)).toString() : out.toString();
  }

  /** Eight hexadecimal digits that tell texts apart. */
  public static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
