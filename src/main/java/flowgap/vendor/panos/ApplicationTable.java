package flowgap.vendor.panos;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Predefined applications with the ports that they use by default, and what they need: the bundled
 * table, or the device's own content handed in beside the export.
 *
 * <p>In the bundled table {@code P517} is the vendor's own list of applications as devices hold it,
 * content 517-2824 of 2015 ({@code lib/object-classes/predefined.xml} of the public repository
 * cpainchaud/pan-configurator). An application without a source has no ports there: what it uses by
 * default is left open.
 *
 * @param source where the table comes from, as reports name it
 * @param rows by App-ID
 * @param alone applications that are known to be no container's functions
 * @param whole whether applications that are not in it do not exist
 */
record ApplicationTable(
    String source,
    Map<String, Row> rows,
    ApplicationContainers containers,
    Set<String> alone,
    boolean whole) {
  /**
   * One application.
   *
   * @param ports its default ports, as far as they are known for certain
   * @param doubt why it may have others, empty where it has none
   * @param may ports that it may have
   * @param uses applications that must be permitted besides
   * @param implicit applications that a rule for this one permits along with it
   */
  record Row(
      PacketSet ports, String doubt, PacketSet may, List<String> uses, List<String> implicit) {
    /** The ports that other versions of the content are known to add, and no others. */
    private Row within(List<String> perhaps) {
      if (perhaps.isEmpty()) {
        return this;
      }
      List<PacketSet> sets = new ArrayList<>(List.of(ports));
      perhaps.forEach(t -> sets.add(Ports.application(t).orElseThrow().packets()));
      return new Row(ports, doubt, PacketSet.union(sets), uses, implicit);
    }
  }

  /**
   * Ports that count as default ports once TLS is decrypted (PAN-OS 9.0 new features, "Application
   * Default Strict").
   */
  private static final Map<String, Integer> SECURE =
      Map.of("web-browsing", 443, "smtp", 465, "ftp", 990, "pop3", 995, "imap", 993, "ldap", 636);

  static final ApplicationTable BUNDLED = load();

  Optional<Row> row(String application) {
    return Optional.ofNullable(rows.get(application));
  }

  private static ApplicationTable load() {
    Map<String, Row> out = new HashMap<>();
    Set<String> alone = new HashSet<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                ApplicationTable.class.getResourceAsStream("application-ports.csv"),
                StandardCharsets.UTF_8))) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        List<String> f = CsvLine.fields(line);
        List<String> ports = List.of(f.get(1).split(";"));
        Row row = row(f.get(0), ports, names(f.get(2)), names(f.get(3)), f.get(5));
        out.put(f.get(0), f.size() > 6 ? row.within(names(f.get(6))) : row);
        if (f.get(4).startsWith("P517")) {
          alone.add(f.get(0));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    alone.removeAll(ApplicationContainers.BUNDLED.names());
    return new ApplicationTable(
        "bundled table of application default ports (mostly content 517 of 2015)",
        out,
        ApplicationContainers.BUNDLED,
        alone,
        false);
  }

  private static List<String> names(String text) {
    return text.isBlank() ? List.of() : List.of(text.split(";"));
  }

  /**
   * A row of port texts ({@code tcp/80,443}).
   *
   * @param certain {@code yes}; {@code partly}: there may be more ports; {@code no}: nothing is
   *     sure
   */
  static Row row(
      String name, List<String> texts, List<String> uses, List<String> implicit, String certain) {
    List<PacketSet> sets = new ArrayList<>();
    boolean dynamic = false;
    boolean understood = !certain.equals("no") && texts.stream().anyMatch(t -> !t.isBlank());
    boolean whole = understood && certain.equals("yes");
    for (String t : texts) {
      if (!t.isBlank()) {
        Optional<Ports> ports = Ports.application(t.strip());
        whole &= ports.isPresent();
        dynamic |= ports.map(Ports::dynamic).orElse(false);
        ports.ifPresent(p -> sets.add(p.packets()));
      }
    }
    PacketSet ports = understood ? PacketSet.union(sets) : PacketSet.NONE;
    if (!whole) {
      return new Row(
          ports,
          "the default ports of " + name + " are not all known",
          PacketSet.ALL,
          uses,
          implicit);
    }
    if (dynamic) {
      return new Row(
          ports, name + " uses ports that it chooses while it runs", PacketSet.ALL, uses, implicit);
    }
    Integer secure = SECURE.get(name);
    PacketSet may = secure == null ? ports : ports.or(PacketSet.tcp(PortSet.of(secure)));
    String doubt =
        ports.containsAll(may)
            ? ""
            : "tcp/" + secure + " is a default port of " + name + " only where TLS is decrypted";
    return new Row(ports, doubt, may, uses, implicit);
  }
}
