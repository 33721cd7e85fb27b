package flowgap.vendor.asa;

import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Recognition;
import flowgap.policy.SiteFacts;
import flowgap.policy.Terminal;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cisco ASA, PIX and FWSM. */
public final class AsaReader implements Vendor {
  @Override
  public String format() {
    return "cisco-asa";
  }

  @Override
  public Recognition recognise(InputFile file) throws IOException {
    return Recogniser.recognise(file.headText());
  }

  /** Lists by themselves are judged without interfaces. */
  @Override
  public boolean standsAlone(Recognition companion) {
    return companion.what().equals(Recogniser.SHOW_ACCESS_LIST);
  }

  @Override
  public List<Firewall> read(List<InputFile> files, String name, SiteFacts facts)
      throws InputFailure, IOException {
    Map<String, ConfigReader> configs = new LinkedHashMap<>();
    Map<String, Counters> counters = new LinkedHashMap<>();
    Map<String, RouteTable> tables = new LinkedHashMap<>();
    List<RouteLine> routeLines = new ArrayList<>();
    List<String> names = new ArrayList<>();
    String promptHost = "";
    for (InputFile file : files) {
      names.add(file.name());
      List<Integer> around = new ArrayList<>();
      Capture capture =
          Capture.read(
              file,
              (kind, context, number, text) -> {
                switch (kind) {
                  case CONFIG ->
                      configs
                          .computeIfAbsent(context, c -> reader(file.name(), c))
                          .line(number, text);
                  case ACCESS_LIST ->
                      counters.computeIfAbsent(context, c -> new Counters()).line(text);
                  case ROUTE -> {
                    tables.computeIfAbsent(context, c -> new RouteTable(file.name()));
                    routeLines.add(new RouteLine(context, number, text));
                  }
                  case OTHER -> {
                    if (!text.isBlank()) {
                      around.add(number);
                    }
                  }
                }
              });
      configs.values().stream()
          .filter(c -> c.config.file.equals(file.name()))
          .findFirst()
          .ifPresent(c -> around.forEach(line -> ignore(c.config, line)));
      promptHost = promptHost.isEmpty() ? capture.promptHost : promptHost;
    }
    boolean listsAlone =
        configs.values().stream().allMatch(c -> isEmpty(c.config)) && !counters.isEmpty();
    if (listsAlone) {
      configs.clear();
      for (InputFile file : files) {
        ListsAlone.read(file, configs.computeIfAbsent("", c -> reader(file.name(), c)));
      }
    }
    List<Firewall> out =
        firewalls(configs, counters, tables, routeLines, name, promptHost, facts, names);
    if (out.isEmpty()) {
      throw new InputFailure(
          Problem.error(
              SourceSpan.implicit(files.get(0).name(), ""),
              "no configuration of a firewall was found in it"));
    }
    return out;
  }

  private record RouteLine(String context, int number, String text) {}

  private static ConfigReader reader(String file, String context) {
    AsaConfig config = new AsaConfig(file);
    config.context = context;
    return new ConfigReader(config);
  }

  private static boolean isEmpty(AsaConfig c) {
    return c.lists.isEmpty()
        && c.interfaces.isEmpty()
        && c.networkObjects.isEmpty()
        && c.groups.isEmpty()
        && c.names.isEmpty()
        && c.serviceObjects.isEmpty()
        && c.hostName.isEmpty()
        && c.bindings.isEmpty()
        && c.version.isEmpty();
  }

  private static List<Firewall> firewalls(
      Map<String, ConfigReader> configs,
      Map<String, Counters> counters,
      Map<String, RouteTable> tables,
      List<RouteLine> routeLines,
      String name,
      String promptHost,
      SiteFacts facts,
      List<String> files) {
    List<Firewall> out = new ArrayList<>();
    boolean several = configs.values().stream().filter(c -> isPolicy(c.config)).count() > 1;
    AsaConfig system = null;
    for (ConfigReader r : configs.values()) {
      system = r.config.systemSpace ? r.config : system;
    }
    for (ConfigReader r : configs.values()) {
      AsaConfig c = r.config;
      if (!isPolicy(c)) {
        continue;
      }
      String host = system != null && !system.hostName.isEmpty() ? system.hostName : c.hostName;
      host = host.isEmpty() ? promptHost : host;
      host = host.isEmpty() ? name : host;
      String own =
          c.context.isEmpty() || !several && system == null ? host : host + "/" + c.context;
      RouteTable table = tables.get(c.context);
      for (RouteLine l : routeLines) {
        if (l.context().equals(c.context)) {
          table.line(l.number(), l.text(), c.names);
        }
      }
      if (system != null && system != c) {
        missing(system, configs, c);
        shared(system, c);
      }
      Counters count = counters.getOrDefault(c.context, counters.getOrDefault("", new Counters()));
      List<Routes.Route> routes = table == null ? List.of() : table.routes();
      for (Routes.Route route : routes) {
        if (route.by().isEmpty()) {
          c.problems.add(
              Problem.warning(
                  route.span(),
                  "the route is not understood: by which interface its packets go is not known"));
        }
      }
      Policies policies = new Policies(c, facts, own, count, routes);
      out.add(policies.firewall(own, files));
    }
    return out;
  }

  /** The system space has no policy; a context alone or a plain configuration has one. */
  private static boolean isPolicy(AsaConfig c) {
    return !isEmpty(c) && !(c.systemSpace && c.lists.isEmpty() && c.bindings.isEmpty());
  }

  /**
   * Which interfaces a context shares with others. With {@code mac-address auto} each context has
   * hardware addresses of its own, and its neighbours decide which of them a packet is sent to.
   */
  private static void shared(AsaConfig system, AsaConfig context) {
    if (system.hardwareAddresses) {
      return;
    }
    Map<String, String> own = system.allotted.getOrDefault(context.context, Map.of());
    own.forEach(
        (named, hardware) -> {
          long users =
              system.allotted.values().stream().filter(m -> m.containsValue(hardware)).count();
          if (users > 1) {
            context.sharedInterfaces.put(named, system.allotments.get(hardware));
          }
        });
  }

  private static void missing(AsaConfig system, Map<String, ConfigReader> configs, AsaConfig into) {
    for (String context : system.contexts) {
      if (!configs.containsKey(context)) {
        into.problems.add(
            Problem.warning(
                SourceSpan.implicit(system.file, ""),
                "context "
                    + context
                    + " is named in the system space, but its configuration is not in the input"));
      }
    }
  }

  /** Enters lines of a context's configuration as ignored; for callers that look elsewhere. */
  static void ignore(AsaConfig config, int line) {
    config.ledger.enter(line, Use.IGNORED);
  }

  @Override
  public List<Firewall> readAfter(
      Firewall firewall, List<InputFile> files, List<String> commands, String name, SiteFacts facts)
      throws InputFailure, IOException {
    return terminal(firewall, files, name, facts).readAfter(commands);
  }

  @Override
  public Terminal terminal(Firewall firewall, List<InputFile> files, String name, SiteFacts facts) {
    return new AsaTerminal(this, firewall, files, name, facts);
  }

  @Override
  public ChangeScript write(Firewall firewall, List<InputFile> files, List<PolicyChange> changes)
      throws IOException {
    Optional<AsaConfig> config = config(firewall, files);
    return config.isEmpty()
        ? ChangeWriter.NOT_THERE
        : new ChangeWriter(new ChangeWriter.Before(config.get())).script(changes);
  }

  @Override
  public List<ChangeScript> writeEach(
      Firewall firewall, List<InputFile> files, List<List<PolicyChange>> each) throws IOException {
    Optional<AsaConfig> config = config(firewall, files);
    Optional<ChangeWriter.Before> before = config.map(ChangeWriter.Before::new);
    List<ChangeScript> out = new ArrayList<>();
    for (List<PolicyChange> changes : each) {
      out.add(
          before.isEmpty()
              ? ChangeWriter.NOT_THERE
              : new ChangeWriter(before.get()).script(changes));
    }
    return out;
  }

  /** The configuration that a firewall was read from. */
  private static Optional<AsaConfig> config(Firewall firewall, List<InputFile> files)
      throws IOException {
    Map<String, ConfigReader> configs = new LinkedHashMap<>();
    for (InputFile file : files) {
      Capture.read(
          file,
          (kind, context, number, text) -> {
            if (kind == Capture.Kind.CONFIG) {
              configs.computeIfAbsent(context, c -> reader(file.name(), c)).line(number, text);
            }
          });
    }
    for (ConfigReader r : configs.values()) {
      boolean its = configs.size() == 1 || firewall.name().endsWith("/" + r.config.context);
      if (its && isPolicy(r.config)) {
        return Optional.of(r.config);
      }
    }
    return Optional.empty();
  }

  @Override
  public String entering() {
    return "in configuration mode (configure terminal); write memory keeps it over a restart.";
  }

  @Override
  public String comment() {
    return "!";
  }
}
