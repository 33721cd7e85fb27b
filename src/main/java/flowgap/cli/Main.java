package flowgap.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts flowgap from the command line. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
    Console console = new Console(System.in, System.out, System.err, terminal, System.getenv());
    int status = run(arguments, console);
    System.out.flush();
    System.exit(status);
  }

  /** Runs one command in-process and returns its exit status. */
  public static int run(String[] arguments, InputStream in, PrintStream out, PrintStream err) {
    return run(arguments, new Console(in, out, err, false, Map.of()));
  }

  static int run(String[] arguments, Console console) {
    Charset charset = java.nio.charset.StandardCharsets.UTF_8;
    CommandLine line = new CommandLine(new FlowgapCommand());
    commands(arguments, console).forEach(line::addSubcommand);
    line.setOut(new PrintWriter(console.out(), true, charset));
    line.setErr(new PrintWriter(console.err(), true, charset));
    line.setUsageHelpAutoWidth(false);
    line.setParameterExceptionHandler((e, given) -> usage(e, console));
    line.setExecutionExceptionHandler((e, command, parsed) -> failure(e, console));
    try {
      return line.execute(arguments);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return failure(e, console);
    } finally {
      Mishap.showTraces(null);
    }
  }

  /** The command that is asked for; all of them where that is none of them. */
  private static Map<String, Object> commands(String[] arguments, Console console) {
    Map<String, Function<Console, Object>> all = new LinkedHashMap<>();
    all.put("audit", AuditCommand::new);
    all.put("trace", TraceCommand::new);
    all.put("reach", ReachCommand::new);
    all.put("rules", RulesCommand::new);
    all.put("diff", DiffCommand::new);
    all.put("profiles", ProfilesCommand::new);
    all.put("merge", MergeCommand::new);
    // each one that is not asked for would cost a tenth of a short audit
    String first = arguments.length == 0 ? "" : arguments[0];
    if (all.containsKey(first)) {
      all.keySet().retainAll(Set.of(first));
    }
    Map<String, Object> out = new LinkedHashMap<>();
    all.forEach((name, make) -> out.put(name, make.apply(console)));
    return out;
  }

  private static int usage(ParameterException e, Console console) {
    String message = e.getMessage().lines().findFirst().orElse("wrong usage");
    console.err().println("flowgap: " + lowerFirst(message));
    if (e instanceof UnmatchedArgumentException unmatched) {
      UnmatchedArgumentException.printSuggestions(unmatched, new PrintWriter(console.err(), true));
    }
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    console.err().println("flowgap: '" + name + " --help' shows what there is");
    return Status.USAGE;
  }

  private static String lowerFirst(String message) {
    boolean word = message.length() > 1 && Character.isLowerCase(message.charAt(1));
    return word ? Character.toLowerCase(message.charAt(0)) + message.substring(1) : message;
  }

  private static int failure(Throwable e, Console console) {
    if (e instanceof UsageFailure u) {
      u.sentences().forEach(s -> console.err().println("flowgap: " + s));
      return Status.USAGE;
    }
    console.err().println("flowgap: " + Mishap.sentence(e));
    return Status.INTERNAL;
  }
}
