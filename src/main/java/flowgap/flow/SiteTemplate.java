package flowgap.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes site files to fill in: one row for each role of the profiles. */
public final class SiteTemplate {
  private SiteTemplate() {}

  /**
   * Writes a CSV file with the roles of the profiles. A role name that several profiles have is
   * written as {@code profile.role}.
   */
  public static void write(Collection<Profile> profiles, Appendable out) throws IOException {
    Map<String, Integer> uses = new LinkedHashMap<>();
    profiles.forEach(p -> p.roleNames().forEach(r -> uses.merge(r, 1, Integer::sum)));
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();
    CSVPrinter printer = new CSVPrinter(out, format);
    printer.printRecord("role", "addresses", "firewall", "zone", "security_group", "comment");
    for (Profile p : profiles) {
      for (Profile.Role role : p.roles()) {
        String name = uses.get(role.name()) > 1 ? p.name() + "." + role.name() : role.name();
        printer.printRecord(name, "", "", "", "", comment(p, role));
      }
    }
    printer.flush();
  }

  private static String comment(Profile profile, Profile.Role role) {
    List<String> parts = new ArrayList<>(List.of(profile.product() + ": " + role.what()));
    if (!role.addresses().isEmpty()) {
      parts.add("left empty, it is " + String.join(", ", role.addresses()));
    }
    return String.join("; ", parts);
  }
}
