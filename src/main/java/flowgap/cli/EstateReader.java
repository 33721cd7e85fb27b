package flowgap.cli;

import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FirewallAudit.AuditedFile;
import flowgap.analysis.FirewallAuditor;
import flowgap.cli.Estate.Failed;
import flowgap.cli.Estate.Member;
import flowgap.cli.input.Bundle;
import flowgap.cli.input.Collected;
import flowgap.cli.input.Collected.Unreadable;
import flowgap.cli.input.Collector;
import flowgap.cli.input.FirewallNames;
import flowgap.cli.input.FirewallNames.Proposed;
import flowgap.cli.input.Inputs;
import flowgap.cli.input.Limits;
import flowgap.cli.input.Surveyor;
import flowgap.cli.input.Workplace;
import flowgap.flow.NearMatches;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the configurations of a command into an estate; what fails, fails by itself. */
final class EstateReader {
  private final Console console;
  private final Workplace workplace;
  private final Workers workers;
  private final List<Vendor> vendors;

  EstateReader(Console console, Workplace workplace, Workers workers, List<Vendor> vendors) {
    this.console = console;
    this.workplace = workplace;
    this.workers = workers;
    this.vendors = vendors;
  }

  /**
   * @param others files and folders that are given for other purposes
   * @param inventory what the user's inventory says, may be empty
   */
  Estate read(ConfigOptions options, SiteFacts facts, List<Path> others, Inventory inventory)
      throws UsageFailure {
    List<Vendor> wanted = wanted(options.inputFormat);
    Set<Path> notExports = new HashSet<>(options.others());
    notExports.addAll(others);
    Collected collected =
        new Collector(Limits.USUAL, workplace, console.in(), notExports).collect(options.configs);
    Inputs inputs = Surveyor.survey(collected, wanted, joined(options.with));
    Room room = new Room();
    List<Reading> readings =
        workers.all(inputs.bundles(), b -> b.first().name(), b -> Reading.of(b, facts, room));
    return new Naming(inputs, readings, facts, inventory).estate();
  }

  private List<Vendor> wanted(String format) throws UsageFailure {
    if (format == null) {
      return vendors;
    }
    List<Vendor> out = vendors.stream().filter(v -> v.format().equals(format)).toList();
    if (out.isEmpty()) {
      List<String> known = vendors.stream().map(Vendor::format).toList();
      throw new UsageFailure(
          "--input-format: no format is called '%s'%s; there are %s"
              .formatted(format, NearMatches.hint(format, known), String.join(", ", known)));
    }
    return out;
  }

  private static List<Surveyor.Joined> joined(List<String> with) throws UsageFailure {
    List<Surveyor.Joined> out = new ArrayList<>();
    for (String w : with) {
      String name = ConfigOptions.joinedFile(w);
      Path path = Path.of(name);
      if (!Files.isRegularFile(path)) {
        throw new UsageFailure("--with: there is no file " + name);
      }
      try {
        out.add(new Surveyor.Joined(ConfigOptions.joinedName(w), InputFile.of(name, path)));
      } catch (IOException e) {
        throw new UsageFailure("--with: " + name + " cannot be read: " + e.getMessage());
      }
    }
    return out;
  }

  /** What reading a bundle gave: firewalls, or the reason why not. */
  record Reading(Bundle bundle, List<Known> firewalls, List<Problem> problems) {
    static Reading of(Bundle bundle, SiteFacts facts, Room room) {
      try {
        List<Firewall> all = bundle.vendor().read(bundle.files(), bundle.name(), facts);
        return all.isEmpty()
            ? new Reading(
                bundle, List.of(), List.of(problem(bundle, "no firewall was found in it")))
            : new Reading(bundle, all.stream().map(f -> Known.of(f, room)).toList(), List.of());
      } catch (InputFailure e) {
        return new Reading(bundle, List.of(), e.problems());
      } catch (IOException e) {
        return new Reading(
            bundle, List.of(), List.of(problem(bundle, "it cannot be read: " + e.getMessage())));
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        // one export that trips a mistake of ours must not end the audit of the others
        return new Reading(bundle, List.of(), List.of(problem(bundle, Mishap.sentence(e))));
      }
    }

    static Problem problem(Bundle bundle, String message) {
      return Problem.error(SourceSpan.implicit(bundle.first().name(), ""), message);
    }
  }

  /** Gives every firewall, and every input that failed, its name. */
  static final class Naming {
    private final Inputs inputs;
    private final List<Reading> readings;
    private final SiteFacts facts;
    private final Inventory inventory;

    Naming(Inputs inputs, List<Reading> readings, SiteFacts facts, Inventory inventory) {
      this.inputs = inputs;
      this.readings = readings;
      this.facts = facts;
      this.inventory = inventory;
    }

    /** One that wants a name: a firewall that was read, or what could not be. */
    record Claim(Reading reading, Known firewall, Unreadable unreadable) {
      Proposed proposed(Inventory inventory) {
        if (unreadable != null) {
          return new Proposed(base(unreadable.name()), List.of(base(unreadable.name())));
        }
        Bundle b = reading.bundle();
        String own =
            firewall != null ? firewall.name() : b.hostName().isEmpty() ? b.name() : b.hostName();
        // exports that are read together (a Panorama's and its devices') have names of their own
        String file = firewall == null ? b.first().name() : firewall.file();
        boolean alone =
            reading.firewalls().stream().filter(k -> k.file().equals(file)).count() <= 1;
        String name = alone ? inventory.name(file).orElse(own) : own;
        return new Proposed(name, b.place());
      }

      private static String base(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
      }
    }

    Estate estate() {
      List<Claim> claims = new ArrayList<>();
      for (Reading r : readings) {
        r.firewalls().forEach(f -> claims.add(new Claim(r, f, null)));
        if (r.firewalls().isEmpty()) {
          claims.add(new Claim(r, null, null));
        }
      }
      inputs.unreadable().forEach(u -> claims.add(new Claim(null, null, u)));
      Map<Claim, List<Claim>> twins = Twins.of(claims, facts);
      Set<Claim> second = Collections.newSetFromMap(new IdentityHashMap<>());
      twins.values().forEach(second::addAll);
      claims.removeIf(second::contains);
      List<String> names =
          FirewallNames.settle(claims.stream().map(c -> c.proposed(inventory)).toList());
      List<Member> members = new ArrayList<>();
      List<Failed> failed = new ArrayList<>();
      Estate[] estate = new Estate[1];
      List<Runnable> keeping = new ArrayList<>();
      for (int i = 0; i < claims.size(); i++) {
        Claim c = claims.get(i);
        String name = names.get(i);
        if (c.firewall() == null) {
          failed.add(new Failed(failedAudit(name, c)));
          continue;
        }
        boolean renamed = !name.equals(c.firewall().name());
        SiteFacts own = renamed ? Renamed.facts(facts, name, c.firewall().name()) : facts;
        Member m =
            new Member(
                name,
                c.firewall().name(),
                c.reading().bundle(),
                own,
                c.firewall().rules(),
                c.firewall().exportedAt(),
                twins(c, twins.getOrDefault(c, List.of())));
        members.add(m);
        if (own.equals(facts)) {
          c.firewall().kept().ifPresent(f -> keeping.add(() -> estate[0].keep(m, f)));
        }
      }
      members.sort(Comparator.comparing(Member::name));
      failed.sort(Comparator.comparing(Failed::name));
      estate[0] = new Estate(inputs, members, failed);
      keeping.forEach(Runnable::run);
      return estate[0];
    }

    /** Names of those that are counted once with it: copies of its export, and its twins. */
    private List<String> twins(Claim c, List<Claim> same) {
      Set<String> names = new TreeSet<>(copies(c));
      for (Claim t : same) {
        names.addAll(copies(t));
        boolean alike = t.firewall().name().equals(c.firewall().name());
        names.add(alike ? t.reading().bundle().first().name() : t.firewall().name());
      }
      names.remove(c.firewall().name());
      return List.copyOf(names);
    }

    private List<String> copies(Claim c) {
      List<Bundle> copies =
          inputs.copies().getOrDefault(c.reading().bundle().first().name(), List.of());
      return copies.stream()
          .map(b -> b.hostName().isEmpty() ? b.name() : b.first().name())
          .toList();
    }

    private static FirewallAudit failedAudit(String name, Claim c) {
      if (c.unreadable() != null) {
        SourceSpan span = SourceSpan.implicit(c.unreadable().name(), "");
        return FirewallAuditor.failed(
            name,
            "",
            List.of(new AuditedFile(c.unreadable().name(), "", -1)),
            List.of(Problem.error(span, c.unreadable().reason())));
      }
      Bundle b = c.reading().bundle();
      return FirewallAuditor.failed(
          name, b.vendor().format(), audited(b.files()), c.reading().problems());
    }
  }

  /** Inputs with their check values; empty where a file cannot be read any more. */
  static List<AuditedFile> audited(List<InputFile> files) {
    List<AuditedFile> out = new ArrayList<>();
    for (InputFile f : files) {
      String hash;
      try {
        hash = f.sha256();
      } catch (IOException e) {
        hash = "";
      }
      out.add(new AuditedFile(f.name(), hash, f.size()));
    }
    return out;
  }
}
