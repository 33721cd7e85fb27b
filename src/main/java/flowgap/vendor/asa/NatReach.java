package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * What a translation that was not understood may translate, by the words that it has in common with
 * all others: its interfaces and the names of its addresses.
 */
final class NatReach {
  private final AsaConfig config;
  private final NatOperands operands;
  private final Addresses addresses;

  NatReach(AsaConfig config, NatOperands operands, Addresses addresses) {
    this.config = config;
    this.operands = operands;
    this.addresses = addresses;
  }

  /** {@code nat (real,mapped) source static REAL MAPPED destination static MAPPED REAL …}. */
  Taint twice(SourceSpan span) {
    List<String> w = List.of(span.text().strip().split("\\s+"));
    String[] pair = pair(w, span);
    int from = kind(w, "source");
    if (pair == null || from < 0) {
      return Taint.of(span);
    }
    int to = kind(w, "destination");
    AddressSet farMapped = w.contains("destination") ? at(w, to, pair[0], span) : AddressSet.ANY;
    AddressSet farReal = w.contains("destination") ? at(w, to + 1, pair[1], span) : AddressSet.ANY;
    return Taint.translation(
        span,
        pair[0],
        pair[1],
        at(w, from, pair[0], span),
        mapped(w, from + 1, pair[1], span),
        farMapped,
        farReal);
  }

  /** {@code nat (real,mapped) static MAPPED …} of an object. */
  Taint object(AsaConfig.ObjectNat n) {
    List<String> w = List.of(n.span().text().strip().split("\\s+"));
    String[] pair = pair(w, n.span());
    int at = Math.max(w.indexOf("static"), w.indexOf("dynamic"));
    if (pair == null || at < 0) {
      return Taint.of(n.span());
    }
    AddressSet real = known(n.object(), "", n.span());
    AddressSet mapped = mapped(w, at + 1, pair[1], n.span());
    // an inline address may be the first of as many as there are real ones
    boolean first = mapped.single().isPresent() && real.single().isEmpty();
    return Taint.translation(
        n.span(),
        pair[0],
        pair[1],
        real,
        first ? AddressSet.ANY : mapped,
        AddressSet.ANY,
        AddressSet.ANY);
  }

  /** Where the words behind {@code source static} or {@code destination static} are, else -1. */
  private static int kind(List<String> w, String side) {
    int at = w.indexOf(side) + 1;
    boolean known =
        at > 0 && at < w.size() && (w.get(at).equals("static") || w.get(at).equals("dynamic"));
    return known ? at + 1 : -1;
  }

  /** The interfaces; null where they are not plain. */
  private String[] pair(List<String> w, SourceSpan span) {
    String text = w.size() > 1 ? w.get(1) : "";
    boolean plain = text.startsWith("(") && text.endsWith(")") && text.indexOf(',') > 0;
    if (!plain) {
      return text.startsWith("(") ? null : new String[] {"", ""};
    }
    String[] out = new String[2];
    String[] named = text.substring(1, text.length() - 1).split(",", -1);
    for (int i = 0; i < 2; i++) {
      AsaInterface found = config.named(named[i]);
      out[i] = found == null ? "" : found.name;
    }
    return out;
  }

  private AddressSet at(List<String> w, int at, String interfaceName, SourceSpan span) {
    return at > 0 && at < w.size() ? known(w.get(at), interfaceName, span) : AddressSet.ANY;
  }

  /** Also where a pool or the interface's address comes in the place of what is named. */
  private AddressSet mapped(List<String> w, int at, String interfaceName, SourceSpan span) {
    List<AddressSet> out = new ArrayList<>();
    boolean pool = at < w.size() && w.get(at).equals("pat-pool");
    out.add(at(w, pool ? at + 1 : at, interfaceName, span));
    int second = w.lastIndexOf("pat-pool");
    if (second > at) {
      out.add(at(w, second + 1, interfaceName, span));
    }
    if (w.contains("interface")) {
      out.add(known("interface", interfaceName, span));
    }
    return AddressSet.union(out);
  }

  private AddressSet known(String word, String interfaceName, SourceSpan span) {
    if (word.equals("interface")) {
      return interfaceName.isEmpty()
          ? AddressSet.ANY
          : operands
              .own(interfaceName, false, span)
              .may()
              .or(operands.own(interfaceName, true, span).may());
    }
    boolean named =
        config.networkObjects.containsKey(word)
            || config.groups.containsKey(word)
            || addresses.address(word).isPresent();
    return named ? operands.addresses(word, span).may() : AddressSet.ANY;
  }
}
