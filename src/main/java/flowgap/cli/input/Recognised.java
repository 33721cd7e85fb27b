package flowgap.cli.input;

import flowgap.policy.Recognition;
import flowgap.policy.Vendor;
import flowgap.source.InputFile;

/** A file that a vendor knows. */
record Recognised(InputFile file, Vendor vendor, Recognition recognition) {
  boolean is(Recognition.Kind kind) {
    return recognition.kind() == kind;
  }

  String name() {
    return file.name();
  }

  String folder() {
    return Names.folder(file.name());
  }
}
