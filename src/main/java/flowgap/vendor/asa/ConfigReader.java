package flowgap.vendor.asa;

import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.List;

/**
 * Reads the lines of one running configuration into an {@link AsaConfig}: finds out which block a
 * line belongs to, and hands it to the part that knows the command.
 */
final class ConfigReader {
  /** What the lines below a command belong to. */
  enum Block {
    NONE,
    IGNORED,
    CERTIFICATE,
    INTERFACE,
    NETWORK_OBJECT,
    SERVICE_OBJECT,
    GROUP,
    TIME_RANGE,
    CLASS_MAP,
    POLICY_MAP,
    TCP_MAP,
    ATTRIBUTES,
    ROUTER,
    CONTEXT,
    UNKNOWN
  }

  final AsaConfig config;
  final StatementParser parser = new StatementParser();
  private final InterfaceCommands interfaces;
  private final ObjectCommands objects;
  private final ListCommands lists;
  private final PolicyMapCommands policyMaps;
  private final OtherCommands others;
  private Block block = Block.NONE;
  private String before = "";
  private int numberBefore;
  private boolean ended;

  ConfigReader(AsaConfig config) {
    this.config = config;
    interfaces = new InterfaceCommands(config);
    objects = new ObjectCommands(this);
    lists = new ListCommands(this);
    policyMaps = new PolicyMapCommands(config);
    others = new OtherCommands(this, interfaces);
  }

  /** Takes the next line; {@code number} is 1-based in the file. */
  void line(int number, String text) {
    String line = text.stripTrailing();
    String command = line.strip();
    if (command.isEmpty()) {
      return;
    }
    boolean rest = block != Block.CERTIFICATE && rest(number, line);
    before = line;
    numberBefore = number;
    if (rest) {
      return;
    }
    if (block == Block.CERTIFICATE) {
      config.ledger.enter(number, Use.IGNORED);
      if (command.equals("quit")) {
        block = Block.NONE;
      }
      return;
    }
    char first = command.charAt(0);
    if (first == '!' || first == ':') {
      config.ledger.enter(number, Use.IGNORED);
      others.comment(command);
      if (first == '!' && line.charAt(0) == '!' && !isNested()) {
        block = Block.NONE;
      }
      return;
    }
    boolean indented = line.charAt(0) == ' ' || line.charAt(0) == '\t';
    if (!indented && command.startsWith("access-list ")) {
      block = Block.NONE;
      use(number, lists.entry(SourceSpan.of(config.file, number, line), command));
      return;
    }
    SourceSpan span =
        new SourceSpan(
            config.file,
            number,
            1 + line.length() - line.stripLeading().length(),
            Secrets.remove(line),
            "");
    String[] words = command.split("[ \t]+");
    use(number, take(span, words, command, indented));
  }

  /**
   * Whether the line may be the rest of the one before, cut by a terminal and not joined for
   * certain. The rest of a secret is not quoted, and an entry that was cut is uncertain.
   */
  private boolean rest(int number, String line) {
    if (!Wrapping.isCut(before, line)) {
      return false;
    }
    if (before.startsWith("access-list ")) {
      config.cutLines.add(numberBefore);
      error(
          SourceSpan.of(config.file, number, line),
          "the line before may go on here, cut by a terminal of 80 columns; its entry is uncertain");
      use(number, Use.NOT_UNDERSTOOD);
      return true;
    }
    if (Secrets.remove(before).endsWith(Secrets.REMOVED)) {
      info(
          SourceSpan.of(config.file, number, Secrets.REMOVED),
          "the rest of the line before, cut by a terminal of 80 columns");
      use(number, Use.IGNORED);
      return true;
    }
    return false;
  }

  /** An exclamation mark stands between the parts of a policy map, too. */
  private boolean isNested() {
    return block == Block.POLICY_MAP || block == Block.CLASS_MAP;
  }

  private void use(int number, Use use) {
    config.ledger.enter(number, use);
  }

  private Use take(SourceSpan span, String[] words, String command, boolean indented) {
    String head = words[0];
    if (head.equals("exit") || head.equals("end")) {
      block = Block.NONE;
      return Use.IGNORED;
    }
    if (indented && block != Block.NONE || isMember(head, words)) {
      return inBlock(span, words, command);
    }
    if (head.equals("certificate") || command.equals("quit")) {
      return inBlock(span, words, command);
    }
    block = Block.NONE;
    return top(span, words, command);
  }

  /** Whether a command at the left edge belongs to the open block: pasted text loses its indent. */
  private boolean isMember(String head, String[] words) {
    return switch (block) {
      case NETWORK_OBJECT ->
          switch (head) {
            case "host", "subnet", "range", "fqdn", "description" -> true;
            case "nat" ->
                words.length > 2
                    && !words[1].equals("source")
                    && (words[1].equals("static")
                        || words[1].equals("dynamic")
                        || words[2].equals("static")
                        || words[2].equals("dynamic"));
            default -> false;
          };
      case SERVICE_OBJECT ->
          head.equals("description")
              || head.equals("service") && words.length > 1 && Names.protocol(words[1]).isPresent();
      case GROUP ->
          head.equals("group-object") || head.endsWith("-object") || head.equals("description");
      case INTERFACE ->
          switch (head) {
            // PIX 6 names its interfaces by commands of three words
            case "nameif" -> words.length == 2;
            case "security-level", "shutdown", "management-only", "bridge-group" -> true;
            default ->
                head.equals("ip")
                    && words.length > 2
                    && words[1].equals("address")
                    && (words[2].equals("dhcp")
                        || words[2].equals("pppoe")
                        || flowgap.packet.IpAddress.parse(words[2]).isPresent());
          };
      case TIME_RANGE -> head.equals("absolute") || head.equals("periodic");
      case NONE,
          IGNORED,
          CERTIFICATE,
          CLASS_MAP,
          POLICY_MAP,
          TCP_MAP,
          ATTRIBUTES,
          ROUTER,
          CONTEXT,
          UNKNOWN ->
          false;
    };
  }

  private Use inBlock(SourceSpan span, String[] words, String command) {
    if (words[0].equals("certificate")) {
      block = Block.CERTIFICATE;
      return Use.IGNORED;
    }
    if (words[0].startsWith("description")) {
      return Use.IGNORED;
    }
    return switch (block) {
      case INTERFACE -> interfaces.member(span, words);
      case NETWORK_OBJECT -> objects.networkObject(span, words, command);
      case SERVICE_OBJECT -> objects.serviceObject(span, command);
      case GROUP -> objects.groupMember(span, words, command);
      case TIME_RANGE -> objects.timeRange(span);
      case CLASS_MAP -> policyMaps.classMapLine(span, words);
      case POLICY_MAP -> policyMaps.policyMapLine(span, words);
      case TCP_MAP -> policyMaps.tcpMapLine(span);
      case ATTRIBUTES -> others.attribute(span, words);
      case ROUTER, IGNORED, NONE, CERTIFICATE -> Use.IGNORED;
      case CONTEXT -> others.contextLine(span, words);
      case UNKNOWN -> {
        info(span, "belongs to a command that is not known; nothing is taken from it");
        yield Use.NOT_UNDERSTOOD;
      }
    };
  }

  private Use top(SourceSpan span, String[] words, String command) {
    switch (words[0]) {
      case "interface" -> {
        block = Block.INTERFACE;
        return interfaces.open(span, words);
      }
      case "object" -> {
        block =
            words.length > 1 && words[1].equals("service")
                ? Block.SERVICE_OBJECT
                : Block.NETWORK_OBJECT;
        return objects.open(span, words);
      }
      case "object-group" -> {
        block = Block.GROUP;
        return objects.openGroup(span, words);
      }
      case "time-range" -> {
        block = Block.TIME_RANGE;
        return objects.openTimeRange(span, words);
      }
      case "class-map" -> {
        block = Block.CLASS_MAP;
        return policyMaps.openClassMap(span, words);
      }
      case "policy-map" -> {
        block = Block.POLICY_MAP;
        return policyMaps.openPolicyMap(span, words);
      }
      case "tcp-map" -> {
        block = Block.TCP_MAP;
        return policyMaps.openTcpMap(words);
      }
      case "service-policy" -> {
        return policyMaps.servicePolicy(span, words);
      }
      case "access-group" -> {
        return lists.binding(span, command);
      }
      default -> {
        OtherCommands.Taken taken = others.take(span, words, command);
        block = taken.block();
        return taken.use();
      }
    }
  }

  Use ipv6List(SourceSpan span, String command) {
    return lists.entry(span, command);
  }

  void error(SourceSpan span, String message) {
    config.problems.add(Problem.error(span, message));
  }

  void warning(SourceSpan span, String message) {
    config.problems.add(Problem.warning(span, message));
  }

  void info(SourceSpan span, String message) {
    config.problems.add(Problem.info(span, message));
  }

  /** Says what was not understood, at its column within the line. */
  Use notUnderstood(SourceSpan span, StatementParser.NotUnderstood e, String consequence) {
    SourceSpan at =
        new SourceSpan(span.file(), span.line(), span.column() + e.column - 1, span.text(), "");
    error(at, e.getMessage() + (consequence.isEmpty() ? "" : "; " + consequence));
    return Use.NOT_UNDERSTOOD;
  }

  static List<String> list(String[] words) {
    return List.of(words);
  }
}
