package flowgap.model.asa;

import flowgap.model.Choices;
import flowgap.model.Ip;
import flowgap.model.Probe;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The NAT table of 8.3 and later, asked one packet at a time. */
final class AsaNat {
  /** A place in a rule: {@code any}, an object, a group, an address; with the size of the other. */
  record Place(String name, Ip[] range) {}

  /**
   * A rule.
   *
   * @param at where a twice rule stands in the file
   * @param destination mapped and real destination, null = none
   * @param service protocol, real port, mapped port; null = all
   */
  record Rule(
      int section,
      String realInterface,
      String mappedInterface,
      boolean isStatic,
      boolean twice,
      Place real,
      Place mapped,
      Place[] destination,
      int[] service,
      boolean unidirectional,
      boolean routeLookup,
      String id) {}

  /** What became of the destination: by which rule, and the interface that it names. */
  record Untranslated(Probe packet, Rule by, boolean backwards, String egress) {}

  private final AsaText text;
  private final AsaObjects objects;
  final List<Rule> rules = new ArrayList<>();

  AsaNat(AsaText text, AsaObjects objects) {
    this.text = text;
    this.objects = objects;
    List<Rule> first = new ArrayList<>();
    List<Rule> own = new ArrayList<>();
    List<Rule> last = new ArrayList<>();
    for (AsaText.Statement s : text.statements) {
      if (s.word(0).equals("nat")) {
        read(s.words(), null, first, last);
      }
      if (s.starts("object network")) {
        s.below().stream()
            .filter(l -> l.get(0).equals("nat"))
            .forEach(l -> read(l, s.word(2), own, own));
      }
    }
    own.sort(
        Comparator.comparing((Rule r) -> !r.isStatic)
            .thenComparing(r -> r.real.range[1].value().subtract(r.real.range[0].value()))
            .thenComparing(r -> r.real.range[0])
            .thenComparing(r -> r.real.name));
    rules.addAll(first);
    rules.addAll(own);
    rules.addAll(last);
  }

  private void doubt(List<String> words) {
    text.doubts.add(String.join(" ", words));
  }

  private void read(List<String> words, String object, List<Rule> plain, List<Rule> last) {
    String pair = words.get(1);
    int at = 1;
    String[] sides = {"any", "any"};
    if (pair.startsWith("(")) {
      sides = pair.substring(1, pair.length() - 1).split(",");
      at = 2;
    }
    boolean after = words.get(at).equals("after-auto");
    at += after ? 1 : 0;
    if (words.contains("inactive")) {
      return;
    }
    if (sides.length != 2 || words.get(at).matches("\\d+")) {
      doubt(words);
      return;
    }
    if (object != null) {
      Rule r = objectRule(words, at, sides, object);
      if (r == null) {
        doubt(words);
      } else {
        plain.add(r);
      }
      return;
    }
    Rule r = twice(words, at, sides, after ? 3 : 1);
    if (r == null) {
      doubt(words);
    } else {
      (after ? last : plain).add(r);
    }
  }

  private Rule objectRule(List<String> words, int at, String[] sides, String object) {
    Ip[] real = objects.range(object);
    boolean isStatic = words.get(at).equals("static");
    if (real == null || words.contains("pat-pool") || words.contains("net-to-net")) {
      return null;
    }
    String to = words.get(at + 1);
    Place mapped = place(to, sides[1]);
    Ip inline = Ip.parse(to);
    if (inline != null) {
      BigInteger size = real[1].value().subtract(real[0].value());
      mapped = new Place(to, new Ip[] {inline, isStatic ? inline.plus(size) : inline});
    }
    int[] service = null;
    int s = words.indexOf("service");
    if (s > 0) {
      service =
          new int[] {
            AsaNames.protocol(words.get(s + 1)),
            AsaNames.port(words.get(s + 2)),
            AsaNames.port(words.get(s + 3))
          };
    }
    if (mapped == null || isStatic && !fits(new Place(object, real), mapped)) {
      return null;
    }
    return new Rule(
        2,
        sides[0],
        sides[1],
        isStatic,
        false,
        new Place(object, real),
        mapped,
        null,
        service,
        false,
        words.contains("route-lookup"),
        "object " + object);
  }

  private Rule twice(List<String> words, int at, String[] sides, int section) {
    if (words.contains("service") || words.contains("pat-pool") || words.contains("net-to-net")) {
      return null;
    }
    boolean isStatic = words.get(at + 1).equals("static");
    Place real = place(words.get(at + 2), sides[0]);
    Place mapped = place(words.get(at + 3), sides[1]);
    Place[] destination = null;
    int d = words.indexOf("destination");
    if (d > 0) {
      destination =
          new Place[] {place(words.get(d + 2), sides[0]), place(words.get(d + 3), sides[1])};
      if (destination[0] == null
          || destination[1] == null
          || !fits(destination[0], destination[1])) {
        return null;
      }
    }
    if (real == null || mapped == null || isStatic && !fits(real, mapped)) {
      return null;
    }
    return new Rule(
        section,
        sides[0],
        sides[1],
        isStatic,
        true,
        real,
        mapped,
        destination,
        null,
        words.contains("unidirectional"),
        words.contains("route-lookup"),
        String.join(" ", words));
  }

  private Place place(String name, String side) {
    if (name.equals("any") || objects.group(name) != null) {
      return new Place(name, null);
    }
    if (name.equals("interface")) {
      AsaText.Interface i = text.interfaces.get(side);
      if (i == null || i.nets.stream().allMatch(n -> n.address().six())) {
        return null;
      }
      Ip own = i.nets.stream().map(n -> n.address()).filter(a -> !a.six()).findFirst().get();
      return new Place("interface " + side, new Ip[] {own, own});
    }
    Ip[] range = objects.range(name);
    return range == null ? null : new Place(name, range);
  }

  /** Whether one maps to the other address by address. */
  private static boolean fits(Place a, Place b) {
    if (a.name.equals(b.name)) {
      return true;
    }
    return a.range != null
        && b.range != null
        && a.range[0].six() == b.range[0].six()
        && a.range[1]
            .value()
            .subtract(a.range[0].value())
            .equals(b.range[1].value().subtract(b.range[0].value()));
  }

  private boolean holds(Choices c, Place place, Ip a) {
    if (place.name.equals("any")) {
      return true;
    }
    return place.range == null
        ? objects.groupHolds(c, place.name, a, 0)
        : a.between(place.range[0], place.range[1]);
  }

  private static Ip mapped(Place from, Place to, Ip a) {
    return from.name.equals(to.name)
        ? a
        : to.range[0].plus(a.value().subtract(from.range[0].value()));
  }

  private static boolean at(String side, String place) {
    return side.equals("any") || side.equals(place);
  }

  private boolean isMapped(Choices c, Rule r, Probe p) {
    return holds(c, r.mapped, p.destination())
        && (r.service == null || p.protocol() == r.service[0] && p.second() == r.service[2]);
  }

  private boolean isReal(Choices c, Rule r, Probe p) {
    boolean family = r.mapped.range == null || r.mapped.range[0].six() == p.source().six();
    return family
        && holds(c, r.real, p.source())
        && (r.service == null || p.protocol() == r.service[0] && p.first() == r.service[1]);
  }

  /** The destination as the rules see it; {@code by} null where no rule is concerned. */
  Untranslated untranslated(Choices c, Probe p, String in) {
    for (Rule r : rules) {
      if (r.destination != null
          && at(r.realInterface, in)
          && isReal(c, r, p)
          && holds(c, r.destination[0], p.destination())) {
        Ip to = mapped(r.destination[0], r.destination[1], p.destination());
        return new Untranslated(p.to(to), r, false, r.mappedInterface);
      }
      if (r.isStatic
          && !r.unidirectional
          && at(r.mappedInterface, in)
          && isMapped(c, r, p)
          && (r.destination == null || holds(c, r.destination[1], p.source()))) {
        Probe to = p.to(mapped(r.mapped, r.real, p.destination()));
        to = r.service == null ? to : to.toPort(r.service[1]);
        return new Untranslated(to, r, true, r.realInterface);
      }
    }
    return new Untranslated(p, null, false, "any");
  }

  /** The rule that translates the source of what leaves by an interface. */
  Rule forward(Choices c, Probe p, String in, String out) {
    for (Rule r : rules) {
      if (r.destination == null
          && at(r.realInterface, in)
          && at(r.mappedInterface, out)
          && isReal(c, r, p)) {
        return r;
      }
    }
    return null;
  }

  /** The source on the other side; null where it is one of several. */
  Ip source(Probe p, Untranslated u, Rule forward) {
    if (u.by() != null && u.by().twice) {
      if (u.backwards) {
        Place[] d = u.by().destination;
        return d == null ? p.source() : mapped(d[1], d[0], p.source());
      }
      return forwarded(u.by(), p.source());
    }
    return forward == null ? p.source() : forwarded(forward, p.source());
  }

  private static Ip forwarded(Rule r, Ip source) {
    if (r.isStatic) {
      return mapped(r.real, r.mapped, source);
    }
    return r.mapped.range != null && r.mapped.range[0].equals(r.mapped.range[1])
        ? r.mapped.range[0]
        : null;
  }

  /** The rule that would translate the source of the answer, were it a packet of its own. */
  Rule reverse(Choices c, Probe answer, String out, String in, boolean toKnown) {
    for (Rule r : rules) {
      if (at(r.realInterface, out)
          && at(r.mappedInterface, in)
          && isReal(c, r, answer)
          && (r.destination == null || to(c, r.destination[0], answer, toKnown))) {
        return r;
      }
      if (r.destination != null
          && !r.unidirectional
          && r.isStatic
          && at(r.mappedInterface, out)
          && at(r.realInterface, in)
          && holds(c, r.destination[1], answer.source())
          && to(c, r.mapped, answer, toKnown)) {
        return r;
      }
    }
    return null;
  }

  private boolean to(Choices c, Place place, Probe answer, boolean known) {
    return known ? holds(c, place, answer.destination()) : c.whether("answer to " + place.name);
  }

  /** Whether some rule shows hosts under this address. */
  boolean isShown(Choices c, Probe p) {
    return rules.stream()
        .anyMatch(r -> !r.mapped.name.equals("any") && holds(c, r.mapped, p.destination()));
  }

  static boolean isIdentity(Rule r) {
    return r.real.name.equals(r.mapped.name);
  }
}
