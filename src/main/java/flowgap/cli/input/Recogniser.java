package flowgap.cli.input;

import flowgap.cli.input.Collected.Unreadable;
import flowgap.policy.Recognition;
import flowgap.policy.Vendor;
import flowgap.source.Encoding;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells by a file's content which vendor's export it is. */
final class Recogniser {
  private final List<Vendor> vendors;
  private final List<String> skipped;
  private final List<Unreadable> unreadable;

  Recogniser(List<Vendor> vendors, List<String> skipped, List<Unreadable> unreadable) {
    this.vendors = vendors;
    this.skipped = skipped;
    this.unreadable = unreadable;
  }

  /** The vendor that knows the file; empty where it is passed over or entered as unreadable. */
  Optional<Recognised> recognise(InputFile file, boolean named) {
    try {
      if (file.size() == 0) {
        unreadable.add(new Unreadable(file.name(), "the file is empty"));
        return Optional.empty();
      }
      List<Recognised> known = new ArrayList<>();
      for (Vendor v : vendors) {
        Recognition r = v.recognise(file);
        if (r.kind() != Recognition.Kind.UNKNOWN) {
          known.add(new Recognised(file, v, r));
        }
      }
      List<Recognised> readable =
          known.stream().filter(r -> !r.is(Recognition.Kind.REFUSED)).toList();
      if (readable.size() == 1) {
        return Optional.of(readable.get(0));
      }
      if (readable.size() > 1) {
        unreadable.add(new Unreadable(file.name(), ambiguous(readable)));
      } else if (!known.isEmpty()) {
        unreadable.add(new Unreadable(file.name(), known.get(0).recognition().what()));
      } else {
        unknown(file, named);
      }
    } catch (IOException e) {
      unreadable.add(new Unreadable(file.name(), "it cannot be read: " + e.getMessage()));
    }
    return Optional.empty();
  }

  private static String ambiguous(List<Recognised> readable) {
    return "it looks like "
        + readable.stream().map(r -> r.vendor().format()).collect(Collectors.joining(" and like "))
        + "; say which with --input-format";
  }

  private void unknown(InputFile file, boolean named) throws IOException {
    Optional<String> passing = Passing.byContent(file);
    if (passing.isPresent() && !named) {
      skipped.add(file.name() + ": " + passing.get());
      return;
    }
    String formats = vendors.stream().map(Vendor::format).collect(Collectors.joining(", "));
    String reason;
    if (passing.isPresent()) {
      reason = "it is " + (passing.get().startsWith("o") ? "an " : "a ") + passing.get();
    } else if (!Encoding.looksLikeText(file.head())) {
      reason = "it is a binary file";
    } else if (file.headText().isBlank()) {
      reason = "the file has nothing but blank lines";
    } else {
      reason = "the format is unknown";
    }
    unreadable.add(new Unreadable(file.name(), reason + "; expected " + formats));
  }
}
