package flowgap.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a word: shows what there is. */
@Command(
    name = "flowgap",
    mixinStandardHelpOptions = true,
    versionProvider = FlowgapCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Compares the flows that a migration needs with what firewall configurations permit.")
final class FlowgapCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The version that the build has written into the jar. */
  static final class Version implements IVersionProvider {
    static String number() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "0.1.0" : version;
    }

    @Override
    public String[] getVersion() {
      return new String[] {"flowgap " + number()};
    }
  }
}
