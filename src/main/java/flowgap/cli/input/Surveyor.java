package flowgap.cli.input;

import flowgap.cli.input.Collected.Found;
import flowgap.cli.input.Collected.Unreadable;
import flowgap.policy.Vendor;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From files to what is read together: recognises, bundles, finds copies. */
public final class Surveyor {
  private final List<String> skipped;
  private final List<Unreadable> unreadable;
  private final List<Problem> problems = new ArrayList<>();

  private Surveyor(Collected collected) {
    skipped = new ArrayList<>(collected.skipped());
    unreadable = new ArrayList<>(collected.unreadable());
  }

  /**
   * @param vendors those whose formats are looked for
   * @param joined companions that the user joined by hand
   */
  public static Inputs survey(Collected collected, List<Vendor> vendors, List<Joined> joined) {
    return new Surveyor(collected).survey(collected.files(), vendors, joined);
  }

  /**
   * A companion that the user joined by hand.
   *
   * @param firewall the firewall's name, empty = the only one
   */
  public record Joined(String firewall, InputFile file) {}

  private Inputs survey(List<Found> files, List<Vendor> vendors, List<Joined> joined) {
    Recogniser recogniser = new Recogniser(vendors, skipped, unreadable);
    List<Recognised> known = new ArrayList<>();
    for (Found f : files) {
      recogniser.recognise(f.file(), f.named()).ifPresent(known::add);
    }
    List<Bundle> bundles = new ArrayList<>(new Bundler(problems).bundle(known));
    joined.forEach(j -> join(j, bundles));
    Map<String, List<Bundle>> copies = new LinkedHashMap<>();
    List<Bundle> distinct = distinct(bundles, copies);
    skipped.sort(String::compareTo);
    unreadable.sort((a, b) -> a.name().compareTo(b.name()));
    return new Inputs(distinct, copies, skipped, unreadable, problems);
  }

  private void join(Joined joined, List<Bundle> bundles) {
    List<Bundle> fitting =
        bundles.stream()
            .filter(b -> joined.firewall().isEmpty() || calls(b, joined.firewall()))
            .toList();
    if (fitting.size() != 1) {
      unreadable.add(
          new Unreadable(
              joined.file().name(),
              joined.firewall().isEmpty()
                  ? "there is more than one export; join it with --with NAME="
                      + joined.file().name()
                  : "--with names "
                      + joined.firewall()
                      + ", and "
                      + (fitting.isEmpty()
                          ? "no export is called so"
                          : "several exports are called so")));
      return;
    }
    Bundle b = fitting.get(0);
    List<InputFile> all = new ArrayList<>(b.files());
    all.add(joined.file());
    bundles.set(
        bundles.indexOf(b), new Bundle(b.vendor(), all, b.name(), b.hostName(), b.primaries()));
  }

  private static boolean calls(Bundle b, String name) {
    return name.equals(b.hostName()) || name.equals(b.name()) || name.equals(b.first().name());
  }

  /** Leaves out bundles whose exports are read already, if they have no companion of their own. */
  private List<Bundle> distinct(List<Bundle> bundles, Map<String, List<Bundle>> copies) {
    Map<Set<String>, List<Bundle>> byExport = new LinkedHashMap<>();
    for (Bundle b : bundles) {
      byExport.computeIfAbsent(hashes(b, 0, b.primaries()), h -> new ArrayList<>()).add(b);
    }
    List<Bundle> out = new ArrayList<>();
    for (List<Bundle> same : byExport.values()) {
      List<Bundle> kept = new ArrayList<>();
      same.stream()
          .sorted((a, b) -> Integer.compare(b.files().size(), a.files().size()))
          .forEach(b -> keep(b, kept, copies));
      out.addAll(kept);
    }
    out.sort((a, b) -> a.first().name().compareTo(b.first().name()));
    return out;
  }

  private void keep(Bundle b, List<Bundle> kept, Map<String, List<Bundle>> copies) {
    for (Bundle k : kept) {
      Set<String> all = hashes(k, 0, k.files().size());
      Set<String> own = hashes(b, 0, b.files().size());
      boolean covered = own.equals(all) || !b.hostName().isEmpty() && all.containsAll(own);
      if (covered) {
        copies.computeIfAbsent(k.first().name(), n -> new ArrayList<>()).add(b);
        skipped.add(b.first().name() + ": the same content as " + k.first().name());
        return;
      }
    }
    kept.add(b);
  }

  private static Set<String> hashes(Bundle b, int from, int to) {
    Set<String> out = new HashSet<>();
    for (InputFile f : b.files().subList(from, to)) {
      try {
        out.add(f.sha256());
      } catch (IOException e) {
        out.add(f.name());
      }
    }
    return out;
  }
}
