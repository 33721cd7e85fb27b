package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaParser;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * Translation since 8.3, in the order of its table ("Cisco ASA Series Firewall CLI Configuration
 * Guide", NAT rule order): twice NAT, object NAT (static before dynamic; fewest addresses, lowest
 * address, name), twice NAT {@code after-auto}.
 */
final class NewNat {
  private final AsaConfig config;
  private final NatOperands operands;
  private final NatDirections directions;
  private final NatReach reach;
  private final StatementParser parser = new StatementParser();

  NewNat(AsaConfig config, Addresses addresses, Services services, Routes routes) {
    this.config = config;
    this.operands = new NatOperands(config, addresses, services, routes);
    this.directions = new NatDirections(operands, !config.atLeast842());
    this.reach = new NatReach(config, operands, addresses);
  }

  List<NatRule> rules() {
    List<NatRule> first = new ArrayList<>();
    List<NatRule> last = new ArrayList<>();
    int number = 0;
    for (SourceSpan span : config.twiceNat) {
      number++;
      try {
        AsaParser.TwiceNatContext c = parser.parse(span.text().strip(), AsaParser::twiceNat);
        boolean after = c.after != null;
        NatRule rule = twice(c, "nat:" + number, span, after ? 3 : 1);
        List<NatRule> section = after ? last : first;
        int place = place(c.position, section.size(), span);
        if (rule != null && !operands.isTainted(span)) {
          section.add(place, rule);
        }
      } catch (StatementParser.NotUnderstood e) {
        operands.taint(span, e.getMessage());
      }
      if (operands.isTainted(span)) {
        config.taints.add(reach.twice(span));
      }
    }
    first.addAll(new ObjectNat(config, operands, directions, reach, parser).rules());
    first.addAll(last);
    return first;
  }

  /** Where a rule goes in its section: to the end, or to the line that it states. */
  private int place(org.antlr.v4.runtime.Token position, int size, SourceSpan span) {
    if (position == null) {
      return size;
    }
    int line = Names.number(position.getText(), Integer.MAX_VALUE).orElse(0);
    if (line == 0) {
      operands.taint(span, "a line of the section was expected");
    }
    return line == 0 ? size : Math.min(line - 1, size);
  }

  private NatRule twice(AsaParser.TwiceNatContext c, String id, SourceSpan span, int section) {
    String[] pair = NatOperands.pair(c.pair);
    boolean fixed = c.kind.getType() == AsaParser.STATIC;
    boolean oneWay = false;
    boolean lookup = false;
    boolean fallback = false;
    boolean six = false;
    String pool = null;
    AsaParser.NatDestinationContext destination = null;
    AsaParser.NatServiceContext service = null;
    for (AsaParser.NatPartContext p : c.parts) {
      if (p instanceof AsaParser.NatInactiveContext) {
        return null;
      } else if (p instanceof AsaParser.NatDestinationContext d) {
        destination = d;
      } else if (p instanceof AsaParser.NatServiceContext s) {
        service = s;
      } else if (p instanceof AsaParser.NatUnidirectionalContext) {
        oneWay = true;
      } else if (p instanceof AsaParser.NatRouteLookupContext) {
        lookup = true;
      } else if (p instanceof AsaParser.NatFallbackContext) {
        fallback = true;
      } else if (p instanceof AsaParser.NatInterface6Context) {
        six = true;
      } else if (p instanceof AsaParser.NatPoolContext n) {
        pool = n.pool.text.getText();
      } else if (p instanceof AsaParser.NatWordContext w
          && !NatOperands.isPoolOption(w.value.getText())) {
        operands.taint(span, "the option " + w.value.getText() + " is not known");
      }
    }
    String realIf = operands.named(pair[0], span);
    String mappedIf = operands.named(pair[1], span);
    String realWord = c.real.text.getText();
    AddressOperand real = operands.addresses(realWord, span);
    String mappedWord =
        c.mapped instanceof AsaParser.MappedPoolContext p
            ? p.pool.text.getText()
            : ((AsaParser.MappedNameContext) c.mapped).text.getText();
    AddressOperand mapped =
        mappedWord.equals("interface")
            ? operands.own(mappedIf, six, span)
            : operands.addresses(mappedWord, span);
    if (pool != null) {
      mapped = operands.addresses(pool, span);
    }
    if (fallback) {
      mapped = NatOperands.joined(mapped, operands.own(mappedIf, six, span));
    }
    Mapping source =
        fixed
            ? Mapping.fixed(
                operands.elements(realWord, span),
                mappedWord.equals("interface")
                    ? List.of(mapped)
                    : operands.elements(mappedWord, span),
                real,
                mapped)
            : Mapping.pool(real, mapped);
    Mapping target = null;
    AddressOperand mappedTo = AddressOperand.ANY;
    AddressOperand realTo = AddressOperand.ANY;
    if (destination != null) {
      String from = destination.mapped.text.getText();
      String to = destination.real.text.getText();
      mappedTo =
          from.equals("interface")
              ? operands.own(realIf, six, span)
              : operands.addresses(from, span);
      realTo = operands.addresses(to, span);
      target =
          Mapping.fixed(
                  operands.elements(to, span),
                  from.equals("interface") ? List.of(mappedTo) : operands.elements(from, span),
                  realTo,
                  mappedTo)
              .inverse();
    }
    NatOperands.Ports a =
        service == null
            ? NatOperands.Ports.NONE
            : operands.ports(service.real.text.getText(), span);
    NatOperands.Ports b =
        service == null
            ? NatOperands.Ports.NONE
            : operands.ports(service.mapped.text.getText(), span);
    return directions.rule(
        new NatDirections.Words(id, span, section, realIf, mappedIf, fixed, oneWay, lookup),
        source,
        target,
        real,
        mapped,
        mappedTo,
        realTo,
        a,
        b);
  }
}
