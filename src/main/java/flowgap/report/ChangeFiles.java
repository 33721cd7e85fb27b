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
import java.util.stream.Stream;

/**
 * Writes {@code changes/FIREWALL/}: what opens the flows and its inverse in files of their own, and
 * apart from them what needs a review, since it denies traffic that no flow list names. What an
 * earlier run wrote there goes.
 */
public final class ChangeFiles {
  private static final String FOLDER = "changes";
  private static final String OPEN = "open.txt";
  private static final String OPEN_ROLLBACK = "open-rollback.txt";
  private static final String OPEN_PATCH = "open.patch";
  private static final String AFTER_WINDOW = "after-window.txt";
  private static final String REVIEW_NARROW = "review-narrow.txt";
  private static final String REVIEW_REMOVE = "review-remove.txt";
  private static final List<String> FILES =
      List.of(OPEN, OPEN_ROLLBACK, OPEN_PATCH, AFTER_WINDOW, REVIEW_NARROW, REVIEW_REMOVE);

  private ChangeFiles() {}

  /**
   * @param directory the audit's folder; {@code changes} is made in it where there is something
   * @param windowed whether the audit has a window: openings are then temporary, and a tear-down
   *     list is written
   */
  public static void write(Path directory, Iterable<FirewallChanges> changes, boolean windowed)
      throws IOException {
    Path all = directory.resolve(FOLDER);
    forget(all);
    for (FirewallChanges c : changes) {
      if (c.open().isEmpty() && c.narrow().isEmpty() && c.remove().isEmpty()) {
        continue;
      }
      Path folder = all.resolve(Reports.folder(c.firewall()));
      Files.createDirectories(folder);
      if (c.open().isPresent()) {
        ProposedChange open = c.open().get();
        String enter = c.comment() + " Enter " + c.entering();
        String head = c.comment() + " " + state(open) + "\n" + enter;
        List<String> commands = new ArrayList<>(difference(c.comment(), open));
        commands.addAll(open.commands());
        put(folder, OPEN, head, commands);
        put(folder, OPEN_ROLLBACK, head, open.rollback());
        if (!c.patch().isEmpty()) {
          put(
              folder,
              OPEN_PATCH,
              c.comment()
                  + " The same for the file that is loaded when the machine starts: patch FILE <"
                  + " open.patch; undone by patch -R",
              c.patch());
        }
        if (windowed) {
          put(
              folder,
              AFTER_WINDOW,
              c.comment()
                  + " Tear-down: removes what open.txt opened, when the migration is over.\n"
                  + (open.proved()
                      ? c.comment() + " Proved with open.txt: it restores the policy.\n"
                      : "")
                  + enter,
              open.rollback());
        }
      }
      review(
          folder,
          REVIEW_NARROW,
          "For review only: traffic outside the flow list will be denied by these changes; beside each"
              + " rule stands how much of it.",
          c.comment(),
          c.narrow());
      review(
          folder,
          REVIEW_REMOVE,
          "For review only: traffic outside the flow list will be denied by these changes wherever a"
              + " rule is not dead.",
          c.comment(),
          c.remove());
    }
  }

  private static String state(ProposedChange change) {
    return (change.proved() ? "Proved: " : "Advice only, not proved: ") + change.remark();
  }

  /** What passes or does not, other than before. */
  private static List<String> difference(String comment, ProposedChange change) {
    List<String> lines = new ArrayList<>();
    change.opens().forEach(p -> lines.add(comment + " opens " + p));
    change.closes().forEach(p -> lines.add(comment + " closes " + p));
    return lines;
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
      lines.addAll(difference(comment, r.change()));
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

  /** Removes what an earlier run wrote: its commands would open what is open by now. */
  private static void forget(Path all) throws IOException {
    if (!Files.isDirectory(all)) {
      return;
    }
    try (Stream<Path> folders = Files.list(all)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        for (String name : FILES) {
          Files.deleteIfExists(folder.resolve(name));
        }
        deleteIfEmpty(folder);
      }
    }
    deleteIfEmpty(all);
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }

  /** Where the commands that open a firewall's flows are: {@code changes/edge-1/open.txt}. */
  static String open(String firewall) {
    return folder(firewall) + "/" + OPEN;
  }

  /** Where all that concerns a firewall is: {@code changes/edge-1}. */
  public static String folder(String firewall) {
    return FOLDER + "/" + Reports.folder(firewall);
  }
}
