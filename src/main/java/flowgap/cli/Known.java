package flowgap.cli;

import flowgap.policy.Firewall;
import flowgap.policy.SamePolicy;
import java.util.Optional;

/**
 * What is known of a firewall that was read, whether it is kept or not.
 *
 * @param file the file that it comes from in the first place
 * @param signature by which firewalls of one policy may be known
 * @param counted what its rules have counted
 * @param kept the firewall where there was room for it
 */
record Known(
    String name,
    String file,
    int rules,
    Optional<String> exportedAt,
    String signature,
    Optional<Long> counted,
    Optional<Firewall> kept) {
  static Known of(Firewall f, Room room) {
    int all = f.lists().values().stream().mapToInt(l -> l.rules().size()).sum();
    return new Known(
        f.name(),
        f.files().isEmpty() ? "" : f.files().get(0),
        f.writtenRules(),
        f.exportedAt(),
        SamePolicy.signature(f),
        SamePolicy.counted(f),
        room.take(all + f.objects().size() / 2) ? Optional.of(f) : Optional.empty());
  }
}
