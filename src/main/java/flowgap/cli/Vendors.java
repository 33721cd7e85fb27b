package flowgap.cli;

import flowgap.policy.Vendor;
import flowgap.vendor.asa.AsaReader;
import flowgap.vendor.aws.AwsReader;
import flowgap.vendor.iptables.IptablesReader;
import flowgap.vendor.panos.PanosReader;
import java.util.List;

/** The vendors whose exports flowgap reads: a new one is one line here. */
final class Vendors {
  static final List<Vendor> ALL =
      List.of(new IptablesReader(), new AsaReader(), new AwsReader(), new PanosReader());

  private Vendors() {}
}
