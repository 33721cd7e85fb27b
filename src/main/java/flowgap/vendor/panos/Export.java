package flowgap.vendor.panos;

import flowgap.policy.Condition;
import flowgap.source.InputFile;
import flowgap.source.LineLedger;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One file as read: the words that bear on filtering, names unresolved, and an account of its
 * lines.
 */
final class Export {
  /** Problems of one kind that are listed; what is beyond is counted. */
  private static final int LISTED = 200;

  final String file;

  /** Root above {@code config}'s children. */
  Node root;

  final LineLedger ledger = new LineLedger();
  final Set<Problem> problems = new LinkedHashSet<>();

  /** Its words; those of the parts that are left out are names of objects that are used there. */
  final Words words;

  /** Whether it is not known to be a whole configuration. */
  boolean part;

  /** Whether single rules stand in it, without the list that they come from. */
  boolean singleRules;

  /** A line that was not understood and may have changed anything. */
  Optional<Condition> unread = Optional.empty();

  /** {@code version} of the {@code config} element, empty where it says none. */
  String version = "";

  /** How it is written, in the reader's words. */
  final String form;

  private int unlisted;

  Export(InputFile file, String form) {
    this(file.name(), form, new Words());
  }

  private Export(String file, String form, Words words) {
    this.file = file;
    this.form = form;
    this.words = words;
  }

  /** The same with a tree of its own, which may be changed; without an account of its lines. */
  Export copied() {
    Export out = new Export(file, form, words);
    out.root = root.copied(root.word);
    out.problems.addAll(problems);
    out.part = part;
    out.singleRules = singleRules;
    out.unread = unread;
    out.version = version;
    return out;
  }

  void readingIsOver() {
    if (unlisted > 0) {
      problems.add(
          Problem.info(
              SourceSpan.implicit(file, ""),
              unlisted + " further lines that bear on nothing known are not listed"));
    }
  }

  /**
   * Something that is not known, but cannot change what is filtered by the rules that are known.
   */
  void unknown(int line, int column, String quoted, String message) {
    ledger.enter(line, LineLedger.Use.NOT_UNDERSTOOD);
    if (problems.size() < LISTED) {
      problems.add(Problem.info(new SourceSpan(file, line, column, quoted, ""), message));
    } else {
      unlisted++;
    }
  }

  void warn(Node at, String message) {
    problems.add(Problem.warning(at.span(file), message));
  }
}
