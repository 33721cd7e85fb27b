package flowgap.packet;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address as a number of 32 or 128 bits.
 *
 * @param v6 whether it is an IPv6 address
 * @param hi the upper 64 bits, 0 for IPv4
 * @param lo the lower 64 bits
 */
public record IpAddress(boolean v6, long hi, long lo) implements Comparable<IpAddress> {
  public IpAddress {
    if (!v6 && (hi != 0 || lo < 0 || lo > 0xFFFF_FFFFL)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
  }

  public static IpAddress v4(long number) {
    return new IpAddress(false, 0, number);
  }

  /** The number of an IPv4 address in dotted notation, -1 where the text is none. */
  public static long v4(String text) {
    return v4(text, 0, text.length());
  }

  /** The same for a part of a text, from {@code from} to {@code to}, which is not included. */
  public static long v4(String text, int from, int to) {
    return parseV4(text, from, to);
  }

  /** Bits of an address of this family: 32 or 128. */
  public int bits() {
    return v6 ? 128 : 32;
  }

  /** Reads a dotted or colon notation; empty where the text is neither. */
  public static Optional<IpAddress> parse(String text) {
    if (text.indexOf(':') >= 0) {
      return parseV6(text);
    }
    long number = v4(text);
    return number < 0 ? Optional.empty() : Optional.of(v4(number));
  }

  /** Four decimal parts without leading zeros in longer ones; -1 where the text is none. */
  private static long parseV4(String s, int from, int n) {
    long value = 0;
    int parts = 0;
    int i = from;
    while (i < n) {
      int part = 0;
      int digits = 0;
      while (i < n && s.charAt(i) >= '0' && s.charAt(i) <= '9') {
        part = part * 10 + (s.charAt(i) - '0');
        digits++;
        i++;
        if (digits > 3) {
          return -1;
        }
      }
      if (digits == 0 || part > 255) {
        return -1;
      }
      value = value << 8 | part;
      parts++;
      if (i < n) {
        if (s.charAt(i) != '.' || parts == 4) {
          return -1;
        }
        i++;
        if (i == n) {
          return -1;
        }
      }
    }
    return parts == 4 ? value : -1;
  }

  private static Optional<IpAddress> parseV6(String text) {
    String s = text;
    int percent = s.indexOf('%');
    if (percent >= 0) {
      s = s.substring(0, percent);
    }
    int gap = s.indexOf("::");
    int[] head = groups(gap < 0 ? s : s.substring(0, gap), gap < 0);
    int[] tail = gap < 0 ? new int[0] : groups(s.substring(gap + 2), true);
    if (head == null || tail == null) {
      return Optional.empty();
    }
    int missing = 8 - head.length - tail.length;
    if (gap < 0 ? missing != 0 : missing < 1) {
      return Optional.empty();
    }
    int[] all = new int[8];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
    long hi = 0;
    long lo = 0;
    for (int i = 0; i < 4; i++) {
      hi = hi << 16 | all[i];
      lo = lo << 16 | all[i + 4];
    }
    return Optional.of(new IpAddress(true, hi, lo));
  }

  private static int[] groups(String s, boolean mayEndDotted) {
    if (s.isEmpty()) {
      return new int[0];
    }
    String[] parts = s.split(":", -1);
    boolean dotted = mayEndDotted && parts[parts.length - 1].indexOf('.') >= 0;
    int[] out = new int[parts.length + (dotted ? 1 : 0)];
    if (out.length > 8) {
      return null;
    }
    for (int i = 0; i < parts.length; i++) {
      if (dotted && i == parts.length - 1) {
        long v4 = v4(parts[i]);
        if (v4 < 0) {
          return null;
        }
        out[i] = (int) (v4 >> 16);
        out[i + 1] = (int) (v4 & 0xFFFF);
      } else {
        int value = hex(parts[i]);
        if (value < 0) {
          return null;
        }
        out[i] = value;
      }
    }
    return out;
  }

  private static int hex(String s) {
    if (s.isEmpty() || s.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < s.length(); i++) {
      int digit = Character.digit(s.charAt(i), 16);
      if (digit < 0 || s.charAt(i) > 'f') {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  @Override
  public int compareTo(IpAddress o) {
    return v6 == o.v6 ? Ranges.compare(hi, lo, o.hi, o.lo) : Boolean.compare(v6, o.v6);
  }

  /** Dotted for IPv4; for IPv6 as RFC 5952 recommends. */
  @Override
  public String toString() {
    if (!v6) {
      return (lo >> 24) + "." + (lo >> 16 & 255) + "." + (lo >> 8 & 255) + "." + (lo & 255);
    }
    int[] g = new int[8];
    for (int i = 0; i < 4; i++) {
      g[i] = (int) (hi >>> (48 - 16 * i) & 0xFFFF);
      g[i + 4] = (int) (lo >>> (48 - 16 * i) & 0xFFFF);
    }
    int best = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int j = i;
      while (j < 8 && g[j] == 0) {
        j++;
      }
      if (j - i > length) {
        best = i;
        length = j - i;
      }
      i = Math.max(i, j - 1);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == best) {
        out.append("::");
        i += length - 1;
      } else {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(g[i]));
      }
    }
    return out.toString();
  }
}
