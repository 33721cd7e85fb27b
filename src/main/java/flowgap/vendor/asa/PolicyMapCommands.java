package flowgap.vendor.asa;

import flowgap.source.LineLedger.Use;
import flowgap.source.SourceSpan;
import java.util.ArrayList;

/** Class maps, policy maps and where they are applied: which protocols are inspected. */
final class PolicyMapCommands {
  private final AsaConfig config;
  private String classMap = "";
  private String policyMap = "";
  private String tcpMap = "";
  private String inspectionMap = "";
  private AsaConfig.PolicyClass current;

  PolicyMapCommands(AsaConfig config) {
    this.config = config;
  }

  Use openClassMap(SourceSpan span, String[] w) {
    classMap = w[w.length - 1];
    config.classMaps.putIfAbsent(classMap, new ArrayList<>());
    return Use.MODELLED;
  }

  Use classMapLine(SourceSpan span, String[] w) {
    if (w[0].equals("match") && !classMap.isEmpty()) {
      config.classMaps.get(classMap).add(span);
      if (w.length > 2 && w[1].equals("access-list")) {
        config.use(w[2], "class-map " + classMap);
      }
    }
    return Use.MODELLED;
  }

  /** A line of {@code tcp-map NAME}. */
  Use tcpMapLine(SourceSpan span) {
    config.tcpMaps.computeIfAbsent(tcpMap, k -> new ArrayList<>()).add(span);
    return Use.MODELLED;
  }

  Use openTcpMap(String[] w) {
    tcpMap = w[w.length - 1];
    return Use.MODELLED;
  }

  /** {@code policy-map NAME}; one with {@code type} says how a protocol is inspected. */
  Use openPolicyMap(SourceSpan span, String[] w) {
    policyMap = w.length == 2 ? w[1] : "";
    inspectionMap = w.length == 2 ? "" : w[w.length - 1];
    current = null;
    return Use.MODELLED;
  }

  Use policyMapLine(SourceSpan span, String[] w) {
    if (policyMap.isEmpty()) {
      config.inspectionMaps.computeIfAbsent(inspectionMap, k -> new ArrayList<>()).add(span);
      return Use.MODELLED;
    }
    if (w[0].equals("class") && w.length > 1) {
      current = new AsaConfig.PolicyClass(policyMap, w[1], new ArrayList<>());
      config.policyClasses.add(current);
      return Use.MODELLED;
    }
    if (current != null) {
      current.actions().add(span);
    }
    return Use.MODELLED;
  }

  /** {@code service-policy NAME global} or {@code service-policy NAME interface outside}. */
  Use servicePolicy(SourceSpan span, String[] w) {
    if (w.length > 2) {
      String place = w[2].equals("interface") && w.length > 3 ? w[3] : "global";
      config.servicePolicies.put(w[1] + " " + place, span);
    }
    return Use.MODELLED;
  }
}
