package flowgap.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rule sets of several kinds; kind and size give the same rules every time. */
final class GeneratedRules {
  /** What is hard about a set. */
  enum Kind {
    /** Zones with hosts and nested networks, a few services, some wide rules. */
    SITE,
    /** The same with IPv6 addresses. */
    SITE_V6,
    /** Half of all fields are wildcards, the others come from a small pool: all overlaps all. */
    WILD,
    /** Address ranges and port ranges that end anywhere. */
    RANGES
  }

  private static final Ranges ANY_PORT = Ranges.of(0, 65535);
  private static final Ranges ANY_PROTOCOL = Ranges.of(0, 255);
  private static final Ranges ANY_STATE = Ranges.of(0, 3);
  private static final int[] SERVICES = {
    22, 25, 53, 80, 88, 123, 135, 389, 443, 445, 902, 3389, 8443
  };

  private final Kind kind;
  private final SplittableRandom random;
  private final Ranges[] pool = new Ranges[512];

  private GeneratedRules(Kind kind, int size) {
    this.kind = kind;
    this.random = new SplittableRandom(kind.ordinal() * 1_000_003L + size);
    for (int i = 0; i < pool.length; i++) {
      pool[i] = network(8 + random.nextInt(25));
    }
  }

  /** The last rule denies everything. */
  static RuleSet of(Kind kind, int size) {
    GeneratedRules g = new GeneratedRules(kind, size);
    List<RuleSet.Line> out = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      out.add(new RuleSet.Line(g.fields(), g.random.nextInt(10) < 7 ? 1 : 0));
    }
    Ranges any = kind == Kind.SITE_V6 ? Ranges.of(0, 0, -1, -1) : Ranges.of(0, 0xFFFF_FFFFL);
    out.add(
        new RuleSet.Line(new Ranges[] {any, any, ANY_PROTOCOL, ANY_PORT, ANY_PORT, ANY_STATE}, 0));
    return new RuleSet(out);
  }

  /** Queries: products of a source, a destination and a service. */
  static List<Ranges[]> flows(int count, boolean broad) {
    GeneratedRules g = new GeneratedRules(Kind.SITE, -count);
    List<Ranges[]> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int service = SERVICES[g.random.nextInt(SERVICES.length)];
      Ranges[] fields = {
        broad ? g.network(8 + g.random.nextInt(8)) : g.network(32 - g.random.nextInt(5)),
        broad ? g.network(8 + g.random.nextInt(8)) : g.network(32 - g.random.nextInt(5)),
        Ranges.of(6, 6),
        Ranges.of(1024, 65535),
        Ranges.of(service, service),
        ANY_STATE
      };
      out.add(fields);
    }
    return out;
  }

  private Ranges[] fields() {
    boolean wild = kind == Kind.WILD;
    Ranges any = kind == Kind.SITE_V6 ? Ranges.of(0, 0, -1, -1) : Ranges.of(0, 0xFFFF_FFFFL);
    Ranges source = random.nextInt(100) < (wild ? 50 : 8) ? any : side();
    // one rule for everything would leave nothing to ask of those behind it
    Ranges destination = source != any && random.nextInt(100) < (wild ? 50 : 4) ? any : side();
    boolean tcp = random.nextInt(3) > 0;
    boolean anyService = random.nextInt(100) < (wild ? 50 : 6);
    Ranges protocol = anyService ? ANY_PROTOCOL : Ranges.of(tcp ? 6 : 17, tcp ? 6 : 17);
    Ranges sourcePort = wild && random.nextBoolean() ? ports() : ANY_PORT;
    Ranges port = anyService || wild && random.nextBoolean() ? ANY_PORT : ports();
    Ranges state = random.nextInt(20) == 0 ? Ranges.of(0, 0) : ANY_STATE;
    return new Ranges[] {source, destination, protocol, sourcePort, port, state};
  }

  private Ranges side() {
    return switch (kind) {
      case SITE, SITE_V6 -> random.nextInt(10) < 6 ? address() : network(16 + random.nextInt(14));
      case WILD -> pool[random.nextInt(pool.length)];
      case RANGES -> {
        long low = random.nextLong(0xF000_0000L);
        yield Ranges.of(low, low + (1L << 8 + random.nextInt(21)));
      }
    };
  }

  private Ranges ports() {
    if (kind != Kind.RANGES && random.nextInt(4) > 0) {
      int service = SERVICES[random.nextInt(SERVICES.length)];
      return Ranges.of(service, service);
    }
    int low = random.nextInt(60_000);
    return Ranges.of(low, low + random.nextInt(5_000));
  }

  private Ranges address() {
    return network(32);
  }

  /** In one of 64 popular zones, most often in one of the first. */
  private Ranges network(int length) {
    int zone = Math.min(random.nextInt(64), random.nextInt(64));
    long base = 0x0A00_0000L | (long) zone << 16 | random.nextInt(1 << 16);
    long size = 1L << 32 - length;
    long low = base / size * size;
    if (kind == Kind.SITE_V6) {
      long high = 0x2001_0DB8_0000_0000L | low;
      return length == 32 ? Ranges.of(high, 1, high, 1) : Ranges.of(high, 0, high + size - 1, -1);
    }
    return Ranges.of(low, low + size - 1);
  }
}
