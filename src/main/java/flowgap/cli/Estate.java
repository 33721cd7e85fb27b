package flowgap.cli;

import flowgap.analysis.FirewallAudit;
import flowgap.cli.input.Bundle;
import flowgap.cli.input.Collected.Unreadable;
import flowgap.cli.input.Inputs;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The firewalls of a run. They are read once to learn their names, and kept where there is {@link
 * Room}; the others are read again when they are asked for, those of one export together.
 *
 * @see EstateReader
 */
final class Estate {
  /**
   * A firewall that can be read.
   *
   * @param name its name in this run
   * @param ownName the name that the vendor gives it
   * @param facts what the site file says, in the vendor's name of the firewall
   * @param twins names of firewalls with the same policy, counted once with it
   */
  record Member(
      String name,
      String ownName,
      Bundle bundle,
      SiteFacts facts,
      int rules,
      Optional<String> exportedAt,
      List<String> twins) {
    List<InputFile> files() {
      return bundle.files();
    }
  }

  /** A firewall that could not be read. */
  record Failed(FirewallAudit audit) {
    String name() {
      return audit.name();
    }
  }

  private final Inputs inputs;
  private final List<Member> members;
  private final List<Failed> failed;
  private final Map<String, Firewall> kept = new ConcurrentHashMap<>();

  /** Bundles of several members. */
  private final Set<Bundle> shared = new HashSet<>();

  private final Map<Together, Held> again = new ConcurrentHashMap<>();

  Estate(Inputs inputs, List<Member> members, List<Failed> failed) {
    this.inputs = inputs;
    this.members = List.copyOf(members);
    this.failed = List.copyOf(failed);
    Set<Bundle> seen = new HashSet<>();
    for (Member m : members) {
      if (!seen.add(m.bundle())) {
        shared.add(m.bundle());
      }
    }
  }

  Inputs inputs() {
    return inputs;
  }

  /** By name. */
  List<Member> members() {
    return members;
  }

  /** By name. */
  List<Failed> failed() {
    return failed;
  }

  void keep(Member member, Firewall firewall) {
    kept.put(member.name(), firewall.named(member.name()));
  }

  /** The firewall under its name in this run. */
  Firewall firewall(Member member) throws InputFailure, IOException {
    Firewall known = kept.get(member.name());
    if (known != null) {
      return known;
    }
    for (Firewall f : readAgain(member)) {
      if (f.name().equals(member.ownName())) {
        return f.named(member.name());
      }
    }
    throw new IOException("the file has changed while it was read");
  }

  /** All firewalls of the member's bundle; those of large ones stay while the heap has room. */
  private List<Firewall> readAgain(Member member) throws InputFailure, IOException {
    if (!shared.contains(member.bundle())) {
      return read(member);
    }
    Held held =
        again.computeIfAbsent(
            new Together(member.bundle(), member.facts()), together -> new Held());
    synchronized (held) {
      List<Firewall> known = held.firewalls.get();
      if (known == null) {
        known = read(member);
        held.firewalls = new SoftReference<>(known);
      }
      return known;
    }
  }

  private static List<Firewall> read(Member member) throws InputFailure, IOException {
    return member.bundle().vendor().read(member.files(), member.bundle().name(), member.facts());
  }

  /** What is read at once. */
  private record Together(Bundle bundle, SiteFacts facts) {}

  /** What was read at once, while there is room. */
  private static final class Held {
    private SoftReference<List<Firewall>> firewalls = new SoftReference<>(null);
  }

  /** Lets go of a firewall that is not needed any more. */
  void release(Member member) {
    kept.remove(member.name());
  }

  /** Why inputs could not be read, one sentence each. */
  static String sentence(Unreadable unreadable) {
    return unreadable.name() + ": " + unreadable.reason();
  }
}
