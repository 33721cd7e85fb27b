package flowgap.vendor.iptables;

import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Optional;

/**
 * The tables of one file.
 *
 * @param families which families' tables the file holds, even where a family's file is empty
 * @param nft whether iptables-nft wrote it: native rules would not be visible in it
 * @param gaps what the file itself says it leaves out
 * @param generated when it was made, as written there
 * @param assumptions what was taken for granted in reading it
 */
record Dump(
    List<Table> tables,
    java.util.Set<Boolean> families,
    boolean nft,
    List<Gap> gaps,
    Optional<String> generated,
    List<String> assumptions) {
  Dump {
    tables = List.copyOf(tables);
    families = java.util.Set.copyOf(families);
    gaps = List.copyOf(gaps);
    assumptions = List.copyOf(assumptions);
  }

  /**
   * Something active on the machine that the file does not show.
   *
   * @param before whether it may change packets before the shown rules see them
   */
  record Gap(boolean v6, boolean before, String text, SourceSpan span) {}
}
