package flowgap.cli.input;

import flowgap.source.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What lies about in folders and is no export: hidden files, office files, pictures. */
final class Passing {
  private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini", "__macosx");
  private static final Set<String> OFFICE =
      Set.of(
          "doc", "docx", "xls", "xlsx", "xlsm", "ppt", "pptx", "odt", "ods", "odp", "pdf", "rtf",
          "vsd", "vsdx", "msg");
  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "svg", "webp", "ico");

  private Passing() {}

  /** Why a file or folder of this name is passed over, without looking inside. */
  static Optional<String> byName(String baseName) {
    String name = baseName.toLowerCase(Locale.ROOT);
    if (name.startsWith(".") || name.startsWith("~$") || LITTER.contains(name)) {
      return Optional.of("hidden file");
    }
    return Optional.empty();
  }

  /**
   * Why a file that no vendor knows is passed over; empty where it ought to have been an export.
   */
  static Optional<String> byContent(InputFile file) throws IOException {
    String name = file.baseName().toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    byte[] head = file.head();
    String start = new String(head, 0, Math.min(head.length, 4096), StandardCharsets.ISO_8859_1);
    boolean zip = start.startsWith("PK\u0003\u0004");
    if (start.startsWith("%PDF-")
        || start.startsWith("\u00D0\u00CF\u0011\u00E0")
        || start.startsWith("{\\rtf")
        || zip && (start.contains("[Content_Types].xml") || start.contains("mimetype"))
        || zip && OFFICE.contains(extension)) {
      return Optional.of("office file");
    }
    if (start.startsWith("\u0089PNG")
        || start.startsWith("\u00FF\u00D8\u00FF")
        || start.startsWith("GIF8")
        || start.startsWith("BM") && PICTURES.contains(extension)
        || start.startsWith("II*\0")
        || start.startsWith("MM\0*")
        || start.startsWith("RIFF") && start.contains("WEBP")
        || extension.equals("svg") && start.contains("<svg")) {
      return Optional.of("picture");
    }
    return Optional.empty();
  }
}
