package flowgap.vendor.panos;

import flowgap.packet.IpAddress;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;

/**
 * Names the objects whose values are not understood: the rules that use them are uncertain, and the
 * reader of a report has to see at which line.
 */
final class ObjectCheck {
  private final Export export;
  private final Consumer<Problem> problems;

  ObjectCheck(Export export, Consumer<Problem> problems) {
    this.export = export;
    this.problems = problems;
  }

  /** Looks at what a place defines. */
  void check(Node scope) {
    scope.under("service").forEach(this::service);
    scope.under("address").forEach(this::address);
    scope.under("address-group").forEach(this::filter);
    scope.under("application").forEach(this::application);
    for (Node s : scope.under("schedule")) {
      if (Schedules.read(s, ZoneOffset.UTC, s.span(export.file)).isEmpty()) {
        tell(s, "schedule '" + s.word + "' is not understood; rules with it are uncertain");
      }
    }
  }

  private void service(Node service) {
    for (Node protocol : service.under("protocol")) {
      for (String field : new String[] {"port", "source-port"}) {
        Node ports = protocol.child(field);
        if (ServiceBook.ports(protocol, field).isEmpty()) {
          tell(
              ports == null ? protocol : ports,
              "service '%s': %s; rules with it are uncertain"
                  .formatted(service.word, said(protocol, field)));
        }
      }
    }
  }

  private static String said(Node protocol, String field) {
    List<String> words = protocol.words(field);
    return words.isEmpty()
        ? "it states no " + field
        : "'" + String.join(",", words) + "' is no list of ports from 0 to 65535";
  }

  private void address(Node address) {
    for (String field : new String[] {"ip-netmask", "ip-range", "ip-wildcard"}) {
      Node at = address.child(field);
      if (at == null || at.isLeaf()) {
        continue;
      }
      String value = at.words().get(at.words().size() - 1);
      if (isNumeric(value) && !readable(field, value)) {
        tell(
            at,
            "address '%s': '%s' is no address; rules with it are uncertain"
                .formatted(address.word, value));
      }
    }
  }

  /** Whether it is no name: nothing but digits, and signs and letters of addresses. */
  private static boolean isNumeric(String value) {
    boolean digit = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      digit |= c >= '0' && c <= '9' || c == ':';
      if ("0123456789abcdefABCDEF.:/-".indexOf(c) < 0) {
        return false;
      }
    }
    return digit;
  }

  private static boolean readable(String field, String value) {
    if (!field.equals("ip-wildcard")) {
      return AddressBook.literal(value).isPresent();
    }
    String[] parts = value.split("/", -1);
    return parts.length == 2
        && IpAddress.parse(parts[0]).isPresent()
        && IpAddress.parse(parts[1]).isPresent();
  }

  private void filter(Node group) {
    Node filter = group.at("dynamic", "filter");
    if (filter != null && TagFilter.parse(String.join(" ", filter.words())).isEmpty()) {
      tell(
          filter,
          "dynamic group '%s': its filter is not understood; rules with it are uncertain"
              .formatted(group.word));
    }
  }

  private void application(Node application) {
    Node ports = application.at("default", "port");
    List<Node> each = ports == null ? List.of() : ports.children();
    for (Node p : each) {
      if (Ports.application(p.word).isEmpty()) {
        tell(
            p,
            "application '%s': '%s' is no list of ports; rules with it are uncertain"
                .formatted(application.word, p.word));
      }
    }
  }

  private void tell(Node at, String message) {
    enter(at);
    problems.accept(Problem.warning(at.span(export.file), message));
  }

  private void enter(Node node) {
    export.ledger.enter(node.line, Use.NOT_UNDERSTOOD);
    node.children().forEach(this::enter);
  }
}
