package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaParser;
import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Translations that stand with objects, in the order of section 2: "static rules, dynamic rules;
 * within each: quantity of real addresses, from smallest to largest; address number, from lowest to
 * highest; name of the object, in alphabetical order" (NAT rule order in the CLI guides).
 */
final class ObjectNat {
  private final AsaConfig config;
  private final NatOperands operands;
  private final NatDirections directions;
  private final NatReach reach;
  private final StatementParser parser;

  ObjectNat(
      AsaConfig config,
      NatOperands operands,
      NatDirections directions,
      NatReach reach,
      StatementParser parser) {
    this.config = config;
    this.operands = operands;
    this.directions = directions;
    this.reach = reach;
    this.parser = parser;
  }

  private record ObjectRule(NatRule rule, boolean fixed, AddressSet real, String name) {}

  List<NatRule> rules() {
    List<ObjectRule> out = new ArrayList<>();
    for (AsaConfig.ObjectNat n : config.objectNat) {
      try {
        AsaParser.ObjectNatContext c = parser.parse(n.span().text().strip(), AsaParser::objectNat);
        ObjectRule rule = object(c, n);
        if (!operands.isTainted(n.span())) {
          out.add(rule);
        }
      } catch (StatementParser.NotUnderstood e) {
        operands.taint(n.span(), e.getMessage());
      }
      if (operands.isTainted(n.span())) {
        config.taints.add(reach.object(n));
      }
    }
    out.sort(
        Comparator.comparing((ObjectRule r) -> !r.fixed())
            .thenComparing(r -> r.real().size())
            .thenComparing(r -> r.real().first().orElse(IpAddress.v4(0)))
            .thenComparing(ObjectRule::name));
    return out.stream().map(ObjectRule::rule).toList();
  }

  private ObjectRule object(AsaParser.ObjectNatContext c, AsaConfig.ObjectNat n) {
    SourceSpan span = n.span();
    String[] pair = NatOperands.pair(c.pair);
    boolean fixed = c.kind.getType() == AsaParser.STATIC;
    String realIf = operands.named(pair[0], span);
    String mappedIf = operands.named(pair[1], span);
    boolean lookup = false;
    boolean fallback = false;
    boolean six = false;
    String pool = null;
    NatOperands.Ports a = NatOperands.Ports.NONE;
    NatOperands.Ports b = NatOperands.Ports.NONE;
    for (AsaParser.ObjectNatPartContext p : c.parts) {
      if (p instanceof AsaParser.ObjectNatServiceContext s) {
        OptionalInt protocol = Names.protocol(s.protocol.text.getText());
        OptionalInt from = Names.port(s.real.text.getText());
        OptionalInt to = Names.port(s.mapped.text.getText());
        if (protocol.isEmpty()
            || from.isEmpty()
            || to.isEmpty()
            || !Protocols.hasPorts(protocol.getAsInt())) {
          operands.taint(span, "a protocol and two ports were expected");
        } else {
          a =
              new NatOperands.Ports(
                  PortSet.of(from.getAsInt()), PortSet.ANY, protocol.getAsInt(), List.of());
          b =
              new NatOperands.Ports(
                  PortSet.of(to.getAsInt()), PortSet.ANY, protocol.getAsInt(), List.of());
        }
      } else if (p instanceof AsaParser.ObjectNatRouteLookupContext) {
        lookup = true;
      } else if (p instanceof AsaParser.ObjectNatFallbackContext) {
        fallback = true;
      } else if (p instanceof AsaParser.ObjectNatInterface6Context) {
        six = true;
      } else if (p instanceof AsaParser.ObjectNatPoolContext s) {
        pool = s.pool.text.getText();
      } else if (p instanceof AsaParser.ObjectNatWordContext w
          && !NatOperands.isPoolOption(w.value.getText())) {
        operands.taint(span, "the option " + w.value.getText() + " is not known");
      }
    }
    AddressOperand real = operands.addresses(n.object(), span);
    String mappedWord =
        c.mapped instanceof AsaParser.MappedPoolContext p
            ? p.pool.text.getText()
            : ((AsaParser.MappedNameContext) c.mapped).text.getText();
    AddressOperand mapped =
        mappedWord.equals("interface")
            ? operands.own(mappedIf, six, span)
            : operands.addresses(mappedWord, span);
    mapped = pool != null ? operands.addresses(pool, span) : mapped;
    boolean inline =
        !mappedWord.equals("interface")
            && !config.networkObjects.containsKey(mappedWord)
            && !config.groups.containsKey(mappedWord);
    if (fixed
        && inline
        && real.isCertain()
        && mapped.may().single().isPresent()
        && mapped.isCertain()
        && real.may().intervals().size() == 1) {
      // an inline mapped address is the first of as many as there are real ones
      mapped = block(mapped.may().first().orElseThrow(), real.may());
    }
    mapped = fallback ? NatOperands.joined(mapped, operands.own(mappedIf, six, span)) : mapped;
    Mapping source =
        fixed
            ? Mapping.fixed(List.of(real), List.of(mapped), real, mapped)
            : Mapping.pool(real, mapped);
    NatRule whole =
        directions.rule(
            new NatDirections.Words(
                "nat:" + n.object(), span, 2, realIf, mappedIf, fixed, false, lookup),
            source,
            null,
            real,
            mapped,
            AddressOperand.ANY,
            AddressOperand.ANY,
            a,
            b);
    NatRule rule =
        new NatRule(
            whole.id(),
            span,
            2,
            realIf,
            mappedIf,
            false,
            List.of(),
            whole.forwardSource(),
            whole.backwardIn(),
            List.of(),
            whole.answerForward(),
            PacketSet.NONE,
            whole.egressByRule(),
            List.of(),
            false,
            whole.doubts());
    return new ObjectRule(rule, fixed, real.may(), n.object());
  }

  /** As many addresses from {@code first} on as {@code like} has. */
  private static AddressOperand block(IpAddress first, AddressSet like) {
    IpAddress[] range = like.intervals().get(0);
    if (range[0].v6() != first.v6()) {
      return AddressOperand.certain(AddressSet.of(first));
    }
    long span = range[1].lo() - range[0].lo();
    long high = first.lo() + span;
    boolean fits = first.v6() ? range[0].hi() == range[1].hi() : high <= 0xFFFF_FFFFL;
    return AddressOperand.certain(
        fits
            ? AddressSet.range(first, new IpAddress(first.v6(), first.hi(), high))
            : AddressSet.of(first));
  }
}
