package flowgap.model;

import java.math.BigInteger;

/** An address as a number; read and written here without the program's own classes. */
public record Ip(boolean six, BigInteger value) implements Comparable<Ip> {
  private static final BigInteger BYTE = BigInteger.valueOf(256);

  public static Ip v4(long number) {
    return new Ip(false, BigInteger.valueOf(number));
  }

  /** The address that a text says, or null. */
  public static Ip parse(String text) {
    if (text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      BigInteger out = BigInteger.ZERO;
      for (String part : text.split("\\.")) {
        if (Integer.parseInt(part) > 255) {
          return null;
        }
        out = out.multiply(BYTE).add(new BigInteger(part));
      }
      return new Ip(false, out);
    }
    if (!text.contains(":") || !text.matches("[0-9a-fA-F:.]+")) {
      return null;
    }
    String all = text;
    if (all.contains(".")) {
      int at = all.lastIndexOf(':') + 1;
      Ip tail = parse(all.substring(at));
      if (tail == null) {
        return null;
      }
      int low = tail.value.intValue();
      all = all.substring(0, at) + Integer.toHexString(low >>> 16) + ":" + hex(low);
    }
    int gap = all.indexOf("::");
    String[] head = words(gap < 0 ? all : all.substring(0, gap));
    String[] tail = words(gap < 0 ? "" : all.substring(gap + 2));
    int missing = 8 - head.length - tail.length;
    if (missing < 0 || gap < 0 && missing > 0) {
      return null;
    }
    BigInteger out = BigInteger.ZERO;
    for (int i = 0; i < 8; i++) {
      String word =
          i < head.length
              ? head[i]
              : i < head.length + missing ? "0" : tail[i - head.length - missing];
      if (!word.matches("[0-9a-fA-F]{1,4}")) {
        return null;
      }
      out = out.shiftLeft(16).or(new BigInteger(word, 16));
    }
    return new Ip(true, out);
  }

  private static String hex(int number) {
    return Integer.toHexString(number & 0xffff);
  }

  private static String[] words(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }

  public int bits() {
    return six ? 128 : 32;
  }

  public Ip plus(long more) {
    return plus(BigInteger.valueOf(more));
  }

  /** Wraps round at the end of the family. */
  public Ip plus(BigInteger more) {
    BigInteger end = BigInteger.ONE.shiftLeft(bits());
    return new Ip(six, value.add(more).mod(end));
  }

  /** The lowest address of the network of this length that holds this one. */
  public Ip network(int length) {
    int host = bits() - length;
    return new Ip(six, value.shiftRight(host).shiftLeft(host));
  }

  /** The highest one. */
  public Ip last(int length) {
    return network(length).plus(BigInteger.ONE.shiftLeft(bits() - length).subtract(BigInteger.ONE));
  }

  public boolean within(Ip network, int length) {
    return six == network.six && network(length).value.equals(network.network(length).value);
  }

  public boolean between(Ip low, Ip high) {
    return six == low.six && value.compareTo(low.value) >= 0 && value.compareTo(high.value) <= 0;
  }

  /** 224.0.0.0/4 or ff00::/8. */
  public boolean multicast() {
    return value.shiftRight(bits() - 4).intValue() == (six ? 15 : 14)
        && (!six || value.shiftRight(120).intValue() == 255);
  }

  @Override
  public int compareTo(Ip o) {
    return six == o.six ? value.compareTo(o.value) : six ? 1 : -1;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = bits() - (six ? 16 : 8); i >= 0; i -= six ? 16 : 8) {
      int part = value.shiftRight(i).intValue() & (six ? 0xffff : 255);
      out.append(six ? Integer.toHexString(part) : "" + part).append(i == 0 ? "" : six ? ":" : ".");
    }
    return out.toString();
  }
}
