package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.RuleList;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Translation before 8.3 ("Cisco Security Appliance Command Line Configuration Guide 8.2", order of
 * NAT rules used to match real addresses): exemption, static rules in order, policy rules in order,
 * then regular rules by the longest match. Source and destination are looked up separately.
 */
final class OldNat {
  private final AsaConfig config;
  private final OldOperands operands;
  private final OldStatic statics;
  private final List<AsaInterface> through;
  private final List<NatRule> exempt = new ArrayList<>();
  private final List<NatRule> fixed = new ArrayList<>();
  private final List<NatRule> policy = new ArrayList<>();
  private final List<Sized> regular = new ArrayList<>();

  private record Sized(int length, int order, NatRule rule) {}

  OldNat(
      AsaConfig config,
      Addresses addresses,
      Map<String, RuleList> lists,
      List<AsaInterface> through) {
    this.config = config;
    this.operands = new OldOperands(config, lists, through);
    this.statics = new OldStatic(config, addresses, operands);
    this.through = through;
  }

  List<NatRule> rules() {
    int number = 0;
    for (AsaConfig.Command c : config.oldNat) {
      number++;
      List<String> w = c.words();
      boolean done =
          switch (w.get(0)) {
            case "nat" -> nat(c, "nat:" + number);
            case "static" -> statics.read(c, "static:" + number, fixed);
            default -> true;
          };
      if (!done) {
        config.problems.add(
            Problem.error(c.span(), "not understood; what it may translate is uncertain"));
        config.ledger.enter(c.span().line(), Use.NOT_UNDERSTOOD);
        config.taints.add(operands.taint(c));
      }
    }
    regular.sort(Comparator.comparingInt(Sized::length).reversed().thenComparingInt(Sized::order));
    List<NatRule> out = new ArrayList<>(exempt);
    out.addAll(fixed);
    out.addAll(policy);
    regular.forEach(r -> out.add(r.rule()));
    if (config.natControl || config.product.equals("PIX") && !config.atLeast(7, 0)) {
      control(out);
    }
    return out;
  }

  /** {@code nat (inside) 0 access-list A}, {@code nat (inside) 1 10.0.0.0 255.0.0.0}. */
  private boolean nat(AsaConfig.Command c, String id) {
    List<String> w = c.words();
    if (w.size() < 4 || OldOperands.inner(w.get(1)).isEmpty()) {
      return false;
    }
    AsaInterface named = config.named(OldOperands.inner(w.get(1)));
    String real = named == null ? OldOperands.inner(w.get(1)) : named.name;
    String pool = w.get(2);
    boolean outside = w.contains("outside");
    List<Condition> doubts = new ArrayList<>();
    boolean byList = w.get(3).equals("access-list") && w.size() > 4;
    PacketSet from;
    int length = 0;
    if (byList) {
      config.use(w.get(4), "nat (" + real + ") " + pool);
      from = operands.permitted(w.get(4), doubts, c.span());
    } else {
      Optional<AddressSet> net =
          Routes.prefix4(
              config.names,
              w.size() > 4 ? w : List.of(w.get(0), w.get(1), w.get(2), w.get(3), "255.255.255.255"),
              3);
      if (net.isEmpty()) {
        return false;
      }
      from = PacketSet.from(net.get());
      statics.limits(c, 5, net.get());
      length = Routes.length(net.get());
    }
    boolean nowhere = operands.lower(real, outside).isEmpty();
    if (pool.equals("0")) {
      if (!byList && nowhere) {
        return true;
      }
      NatRule.Piece same = piece(from, List.of(), doubts);
      // exemption holds for both directions; identity lets nothing in from outside
      NatRule rule =
          rule(
              id,
              c.span(),
              real,
              List.of(same),
              OldOperands.mirrored(from),
              operands.lower(real, outside),
              false,
              doubts,
              byList);
      if (byList) {
        exempt.add(rule);
      } else {
        regular.add(new Sized(length, regular.size(), rule));
      }
      return true;
    }
    List<NatRule> into = new ArrayList<>();
    for (AsaConfig.Command g : config.oldNat) {
      List<String> v = g.words();
      if (v.get(0).equals("global") && v.size() > 3 && v.get(2).equals(pool)) {
        AsaInterface out = config.named(OldOperands.inner(v.get(1)));
        Optional<AddressSet> set = pool(v.get(3), out);
        if (out == null || set.isEmpty() && !v.get(3).equals("interface")) {
          return false;
        }
        AddressSet to = set.orElse(AddressSet.ANY_V4);
        Action translate =
            new Action.Translate(
                flowgap.packet.View.Field.SOURCE,
                new flowgap.packet.Rewrite.Into(to),
                "source "
                    + from.sources()
                    + " -> "
                    + (set.isEmpty() ? "the interface's address" : to.toString()));
        into.add(
            rule(
                id,
                c.span(),
                real,
                List.of(piece(from, List.of(translate), doubts)),
                OldOperands.mirrored(from),
                List.of(out.name),
                false,
                doubts,
                false));
      }
    }
    if (!operands.lowerOrSame(real, outside).isEmpty()) {
      into.add(
          rule(
              id,
              c.span(),
              real,
              List.of(piece(from, List.of(), doubts)),
              PacketSet.NONE,
              operands.lowerOrSame(real, outside),
              true,
              doubts,
              false));
    }
    for (NatRule r : into) {
      if (byList) {
        policy.add(r);
      } else {
        regular.add(new Sized(length, regular.size(), r));
      }
    }
    return true;
  }

  private static NatRule.Piece piece(
      PacketSet packets, List<Action> rewrites, List<Condition> doubts) {
    return new NatRule.Piece(
        packets, doubts.isEmpty() ? packets : PacketSet.NONE, rewrites, doubts);
  }

  private static NatRule rule(
      String id,
      SourceSpan span,
      String real,
      List<NatRule.Piece> pieces,
      PacketSet answer,
      List<String> outs,
      boolean drops,
      List<Condition> doubts,
      boolean everywhere) {
    return new NatRule(
        id,
        span,
        0,
        real,
        "",
        false,
        List.of(),
        pieces,
        List.of(),
        List.of(),
        answer,
        PacketSet.NONE,
        false,
        everywhere ? List.of() : outs,
        drops,
        doubts);
  }

  private Optional<AddressSet> pool(String word, AsaInterface out) {
    if (word.equals("interface")) {
      return out == null || out.addresses.isEmpty()
          ? Optional.empty()
          : Optional.of(AddressSet.of(out.addresses.get(0)));
    }
    return AddressSet.parse(config.names.getOrDefault(word, word));
  }

  /**
   * {@code nat-control}: what goes to a lower level without a rule is dropped; where addresses of
   * an interface are translated dynamically, what goes to one of the same level, too, and where
   * outside ones are, what goes to a higher level ("NAT Control" in "Configuring NAT (ASA 8.2 and
   * Earlier)").
   */
  private void control(List<NatRule> out) {
    SourceSpan span = SourceSpan.implicit(config.file, "nat-control");
    for (AsaInterface i : through) {
      Set<String> towards = new TreeSet<>(operands.lower(i.name, false));
      for (AsaConfig.Command c : config.oldNat) {
        List<String> w = c.words();
        boolean dynamic = w.get(0).equals("nat") && w.size() > 3 && !w.get(2).equals("0");
        if (dynamic && config.named(OldOperands.inner(w.get(1))) == i) {
          towards.addAll(
              w.contains("outside")
                  ? operands.lower(i.name, true)
                  : operands.lowerOrSame(i.name, false));
        }
      }
      if (towards.isEmpty()) {
        continue;
      }
      out.add(
          rule(
              "nat-control " + i.name,
              span,
              i.name,
              List.of(piece(PacketSet.ALL_V4, List.of(), List.of())),
              PacketSet.NONE,
              List.copyOf(towards),
              true,
              List.of(),
              false));
    }
  }
}
