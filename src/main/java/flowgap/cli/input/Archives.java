package flowgap.cli.input;

import flowgap.cli.input.Collected.Unreadable;
import flowgap.source.InputFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * Unpacks archives of exports into a private folder. Members are written under numbers of our own,
 * so that no member's name can lead anywhere; links and devices are passed over.
 */
final class Archives {
  private final Limits limits;
  private final Workplace workplace;
  private final List<String> skipped;
  private final List<Unreadable> unreadable;
  private long packed;
  private long unpacked;

  Archives(Limits limits, Workplace workplace, List<String> skipped, List<Unreadable> unreadable) {
    this.limits = limits;
    this.workplace = workplace;
    this.skipped = skipped;
    this.unreadable = unreadable;
  }

  /** An archive that unpacks to more than anybody exports. */
  private static final class Bomb extends IOException {
    private static final long serialVersionUID = 1L;

    Bomb(String message) {
      super(message);
    }
  }

  /** What kind of archive the first bytes show. */
  enum Kind {
    NONE,
    ZIP,
    TAR,
    GZIP;

    static Kind of(InputFile file) throws IOException {
      byte[] head = file.head();
      if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] < 8) {
        return ZIP;
      }
      if (head.length > 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B) {
        return GZIP;
      }
      boolean tar =
          head.length >= 512
              && head[257] == 'u'
              && head[258] == 's'
              && head[259] == 't'
              && head[260] == 'a'
              && head[261] == 'r';
      return tar ? TAR : NONE;
    }
  }

  /**
   * Hands every file of the archive on; what is wrong with the archive is entered as unreadable.
   */
  void unpack(InputFile archive, Consumer<InputFile> found) {
    packed = Math.max(1, archive.size());
    unpacked = 0;
    try {
      unpack(archive, 1, found);
    } catch (IOException e) {
      unreadable.add(new Unreadable(archive.name(), "the archive cannot be read: " + reason(e)));
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? "it is damaged"
        : message.lines().findFirst().orElse("").strip();
  }

  private void unpack(InputFile archive, int depth, Consumer<InputFile> found) throws IOException {
    if (depth > limits.depth()) {
      throw new Bomb("archives lie more than " + limits.depth() + " deep in each other");
    }
    try (InputStream raw = new BufferedInputStream(archive.open())) {
      switch (Kind.of(archive)) {
        case ZIP ->
            members(archive, new ZipArchiveInputStream(raw, "UTF-8", true, true), depth, found);
        case TAR -> members(archive, new TarArchiveInputStream(raw), depth, found);
        case GZIP -> gzip(archive, raw, depth, found);
        case NONE -> found.accept(archive);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("it is damaged", e);
    }
  }

  private void gzip(InputFile archive, InputStream raw, int depth, Consumer<InputFile> found)
      throws IOException {
    InputStream in = new GZIPInputStream(raw, 1 << 16);
    byte[] head = in.readNBytes(512);
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), in);
    if (Kind.of(InputFile.of("", head)) == Kind.TAR) {
      members(archive, new TarArchiveInputStream(all), depth, found);
      return;
    }
    String base = archive.baseName();
    String inner = base.endsWith(".gz") ? base.substring(0, base.length() - 3) : base;
    InputFile file = keep(archive.name() + "!/" + inner, all);
    handOn(file, depth, found);
  }

  private void members(
      InputFile archive, ArchiveInputStream<?> in, int depth, Consumer<InputFile> found)
      throws IOException {
    int count = 0;
    int passedOver = 0;
    List<InputFile> kept = new ArrayList<>();
    for (ArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
      if (++count > limits.entries()) {
        throw new Bomb("it has more than " + limits.entries() + " members");
      }
      String member = memberName(e.getName());
      String name = archive.name() + "!/" + member;
      if (e.isDirectory()) {
        continue;
      }
      boolean running = SupportArchive.isRunning(archive.baseName(), member);
      if (isSpecial(e)) {
        skipped.add(name + ": a link or device in an archive");
      } else if (SupportArchive.isPassedOver(archive.baseName(), member)) {
        passedOver++;
      } else if (member.isEmpty() || !running && hidden(member)) {
        skipped.add(name + ": hidden file");
      } else if (!in.canReadEntryData(e)) {
        unreadable.add(new Unreadable(name, "it is encrypted or packed in an unknown way"));
      } else {
        kept.add(keep(name, in));
      }
    }
    if (count == 0) {
      throw new IOException("it has no members");
    }
    Optional<InputFile> running = SupportArchive.running(archive.baseName(), kept);
    for (InputFile file : kept) {
      if (running.isEmpty() || running.get() == file) {
        handOn(file, depth, found);
      } else {
        passedOver++;
      }
    }
    if (passedOver > 0) {
      skipped.add(
          archive.name()
              + ": a support or device state archive, of which only the running configuration is read; members passed"
              + " over: "
              + passedOver);
    }
  }

  private void handOn(InputFile file, int depth, Consumer<InputFile> found) throws IOException {
    boolean office = Passing.byContent(file).isPresent();
    if (!office && Kind.of(file) != Kind.NONE) {
      unpack(file, depth + 1, found);
    } else {
      found.accept(file);
    }
  }

  private static boolean hidden(String member) {
    for (String part : member.split("/")) {
      if (Passing.byName(part).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSpecial(ArchiveEntry e) {
    if (e instanceof TarArchiveEntry t) {
      return !t.isFile() || t.isSymbolicLink() || t.isLink();
    }
    return e instanceof ZipArchiveEntry z && z.isUnixSymlink();
  }

  /** A member's name as it may be shown: no way out of the archive, no control characters. */
  static String memberName(String raw) {
    StringBuilder out = new StringBuilder();
    for (String part : raw.replace('\\', '/').split("/")) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        continue;
      }
      if (out.length() > 0) {
        out.append('/');
      }
      part.chars().forEach(c -> out.append(Character.isISOControl(c) ? '_' : (char) c));
    }
    return out.toString();
  }

  private InputFile keep(String name, InputStream in) throws IOException {
    Path target = workplace.newFile();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        unpacked += n;
        if (unpacked > limits.bytes()) {
          throw new Bomb("it unpacks to more than " + (limits.bytes() >> 20) + " MiB");
        }
        if (unpacked > Limits.RATIO_FROM && unpacked / packed > limits.ratio()) {
          throw new Bomb("it unpacks to more than " + limits.ratio() + " times its size");
        }
        out.write(buffer, 0, n);
      }
    }
    return new InputFile(name, size, () -> Files.newInputStream(target));
  }
}
