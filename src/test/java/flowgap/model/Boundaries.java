package flowgap.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Random packets about the addresses and numbers that stand in a configuration. */
public final class Boundaries {
  private static final Pattern V4 =
      Pattern.compile(
          "(?<![\\d.])(\\d{1,3}(?:\\.\\d{1,3}){3})(?:/(\\d{1,2})| (255[\\d.]+))?(?![\\d.])");
  private static final Pattern V6 =
      Pattern.compile("(?<![\\w:])([0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})(?:/(\\d{1,3}))?");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\d./:])(\\d{1,5})(?![\\d./:])");

  private final List<Ip> v4 = new ArrayList<>();
  private final List<Ip> v6 = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();

  /**
   * @param left addresses that are not asked
   */
  public Boundaries(String text, Predicate<Ip> left) {
    TreeSet<Ip> out = new TreeSet<>();
    for (Pattern pattern : List.of(V4, V6)) {
      Matcher m = pattern.matcher(text);
      while (m.find() && out.size() < 5000) {
        Ip a = Ip.parse(m.group(1));
        if (a != null) {
          int length = m.group(2) == null ? a.bits() : Integer.parseInt(m.group(2));
          if (m.groupCount() > 2 && m.group(3) != null && Ip.parse(m.group(3)) != null) {
            length = Ip.parse(m.group(3)).value().bitCount();
          }
          around(out, a, Math.min(length, a.bits()));
        }
      }
    }
    for (String far : List.of("203.0.113.77", "8.8.8.8", "2001:db8:abcd::77")) {
      out.add(Ip.parse(far));
    }
    for (Ip a : out) {
      boolean none =
          a.value().signum() == 0 || !a.six() && a.value().shiftRight(24).intValue() % 255 == 0;
      if (!none && !a.multicast() && !left.test(a)) {
        (a.six() ? v6 : v4).add(a);
      }
    }
    TreeSet<Integer> found = new TreeSet<>(List.of(22, 53, 80, 443, 1, 65535));
    Matcher m = NUMBER.matcher(text);
    while (m.find()) {
      int n = Integer.parseInt(m.group(1));
      for (int near = n - 1; near <= n + 1; near++) {
        if (near > 0 && near < 65536) {
          found.add(near);
        }
      }
    }
    numbers.addAll(found);
  }

  private static void around(TreeSet<Ip> out, Ip a, int length) {
    out.add(a);
    out.add(a.plus(1));
    out.add(a.plus(-1));
    if (length > 0 && length < a.bits()) {
      out.add(a.network(length).plus(-1));
      out.add(a.network(length).plus(2));
      out.add(a.last(length).plus(-1));
      out.add(a.last(length).plus(1));
    }
  }

  public boolean hasV6() {
    return v6.size() > 4;
  }

  /** Some addresses of one family and services that fit it. */
  public Batch batch(Random random, boolean six, int ends, List<String> places) {
    List<int[]> services = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      services.add(new int[] {6, port(random, true), port(random, false)});
    }
    for (int i = 0; i < 2; i++) {
      services.add(new int[] {17, port(random, true), port(random, false)});
    }
    int[] types = six ? new int[] {128, 129, 1, 3} : new int[] {8, 0, 3, 11, 13};
    services.add(new int[] {six ? 58 : 1, types[random.nextInt(types.length)], 0});
    if (random.nextBoolean()) {
      services.add(new int[] {List.of(47, 50, 132, 89).get(random.nextInt(4)), 0, 0});
    }
    String in = random.nextInt(5) == 0 ? one(random, places) : "";
    String out = random.nextInt(5) == 0 ? one(random, places) : "";
    return new Batch(some(random, six, ends), some(random, six, ends), services, in, out, "");
  }

  private static String one(Random random, List<String> places) {
    return places.isEmpty() ? "" : places.get(random.nextInt(places.size()));
  }

  private int port(Random random, boolean source) {
    return random.nextInt(4) == (source ? 0 : 9)
        ? 1024 + random.nextInt(64000)
        : numbers.get(random.nextInt(numbers.size()));
  }

  private List<Ip> some(Random random, boolean six, int count) {
    List<Ip> from = six ? v6 : v4;
    TreeSet<Ip> out = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      out.add(from.get(random.nextInt(from.size())));
    }
    return List.copyOf(out);
  }
}
