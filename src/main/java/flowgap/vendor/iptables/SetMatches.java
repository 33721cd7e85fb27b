package flowgap.vendor.iptables;

import flowgap.source.SourceSpan;
import java.util.List;

/** The match set (iptables-extensions(8), ipset(8)). */
final class SetMatches {
  private final Host host;

  SetMatches(Host host) {
    this.host = host;
  }

  Factor factor(Use use, List<SourceSpan> uses) throws BadValue {
    Factor out = Factor.ALWAYS;
    boolean counters =
        use.options().stream()
            .anyMatch(o -> o.name().startsWith("--packets-") || o.name().startsWith("--bytes-"));
    for (Option o : use.options()) {
      if (!o.name().equals("--match-set") && !o.name().equals("--set")) {
        continue;
      }
      if (o.values().size() != 2) {
        throw new BadValue(
            o, "--match-set wants the name of a set and src, dst for each dimension");
      }
      String name = o.values().get(0);
      String[] flags = o.values().get(1).split(",");
      for (String flag : flags) {
        if (!flag.equals("src") && !flag.equals("dst")) {
          throw new BadValue(o, "'" + flag + "' is no side of a packet; expected src or dst");
        }
      }
      IpSet set = host.sets().get(name);
      if (set == null) {
        out =
            out.and(
                Factor.when(
                    Conditions.membership(
                        "the members of set " + name, "add the output of ipset save")));
        continue;
      }
      uses.add(set.span());
      Factor members =
          new SetContent(host).factor(set, List.of(flags), use.has("--return-nomatch"));
      out = out.and(members.not(o.negated()));
    }
    return counters ? out.and(Factor.when(Conditions.state(use.text()))) : out;
  }
}
