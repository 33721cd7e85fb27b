package flowgap.report;

import flowgap.analysis.FirewallChanges;
import flowgap.analysis.ProposedChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes {@code changes/FIREWALL/}: what opens the flows and its inverse in files of their own, and
 * apart from them what needs a review, since it denies traffic that no flow list names.
 */
public final class ChangeFiles {
  private ChangeFiles() {}

  /**
   * @param directory the audit's folder; {@code changes} is made in it where there is something
   * @param windowed whether the audit has a window: openings are then temporary, and a tear-down
   *     list is written
   */
  public static void write(Path directory, Iterable<FirewallChanges> changes, boolean windowed)
      throws IOException {
    for (FirewallChanges c : changes) {
      if (c.open().isEmpty() && c.narrow().isEmpty() && c.remove().isEmpty()) {
        continue;
      }
      Path folder = directory.resolve("changes").resolve(folderName(c.firewall()));
      Files.createDirectories(folder);
      if (c.open().isPresent()) {
        ProposedChange open = c.open().get();
        String head = c.comment() + " " + state(open);
        put(folder, "open.txt", head, open.commands());
        put(folder, "open-rollback.txt", head, open.rollback());
        if (windowed) {
          put(
              folder,
              "after-window.txt",
              c.comment() + " Tear-down: removes what open.txt opened, when the migration is over.",
              open.rollback());
        }
      }
      review(
          folder,
          "review-narrow.txt",
          "For review only: traffic outside the flow list will be denied by these changes; beside each"
              + " rule stands how much of it.",
          c.comment(),
          c.narrow());
      review(
          folder,
          "review-remove.txt",
          "For review only: traffic outside the flow list will be denied by these changes wherever a"
              + " rule is not dead.",
          c.comment(),
          c.remove());
    }
  }

  private static String state(ProposedChange change) {
    return (change.proved() ? "Proved: " : "Advice only, not proved: ") + change.remark();
  }

  private static void review(
      Path folder,
      String name,
      String opening,
      String comment,
      List<FirewallChanges.Review> reviews)
      throws IOException {
    if (reviews.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        comment
            + " "
            + reviews.size()
            + (reviews.size() == 1 ? " rule" : " rules, of each list the last one first")
            + ": positions hold if they are entered in this order, and rolled back in the reverse one.");
    for (FirewallChanges.Review r : reviews) {
      lines.add("");
      lines.add(comment + " " + r.rule() + " (" + r.where() + "): " + r.text());
      lines.add(comment + " " + r.denies());
      lines.add(comment + " " + state(r.change()));
      lines.addAll(r.change().commands());
      lines.add(comment + " roll-back:");
      r.change().rollback().forEach(l -> lines.add(comment + "   " + l));
    }
    put(folder, name, comment + " " + opening, lines);
  }

  private static void put(Path folder, String name, String head, List<String> lines)
      throws IOException {
    Path aside = folder.resolve(name + ".tmp");
    List<String> all = new ArrayList<>();
    all.add(head);
    all.addAll(lines);
    Files.writeString(aside, String.join("\n", all) + "\n", StandardCharsets.UTF_8);
    Files.move(aside, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** A firewall's name as the name of a folder. */
  public static String folderName(String firewall) {
    String clean = firewall.replaceAll("[^A-Za-z0-9._()-]+", "_");
    return clean.startsWith(".") ? "_" + clean : clean;
  }
}
