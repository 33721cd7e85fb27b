package flowgap.cli;

import flowgap.cli.Estate.Member;
import flowgap.source.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Check values by which results of an earlier run are known to be still good. */
final class RunKey {
  private RunKey() {}

  /** Check value of some words. */
  static String of(String words) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Check value of all that the audit of a firewall hinges on. */
  static String of(String run, Member member) {
    StringBuilder all = new StringBuilder(run).append('\n').append(member.name());
    all.append('\n').append(member.ownName()).append('\n').append(member.twins());
    for (InputFile f : member.files()) {
      try {
        all.append('\n').append(f.name()).append('\n').append(f.sha256());
      } catch (IOException e) {
        all.append('\n').append(System.nanoTime());
      }
    }
    return of(all.toString());
  }
}
