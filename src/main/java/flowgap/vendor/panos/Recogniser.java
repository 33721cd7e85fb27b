package flowgap.vendor.panos;

import flowgap.policy.Recognition;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells PAN-OS files by their content. */
final class Recogniser {
  /** How a configuration is written. */
  enum Shape {
    XML,
    SET,
    BRACES
  }

  static final String RUNNING_POLICY = "show running security-policy";
  static final String ROUTES = "show routing route";
  static final String HITS = "rule hit counts";
  static final String PREDEFINED = "predefined applications";
  static final String DEVICES = "show devices";

  private static final Pattern HOST_SET =
      Pattern.compile("(?m)^set deviceconfig system hostname \"?([^\"\\s]+)");
  private static final Pattern HOST_BRACES =
      Pattern.compile("(?m)^\\s*hostname \"?([^\";\\s]+)\"?;");
  private static final Pattern SET_LINE =
      Pattern.compile(
          "(?m)^(?:\\S+@\\S+[>#]\\s*)?set (?:deviceconfig (?:system|setting)|mgt-config|network"
              + " (?:interface|virtual-router|shared-gateway|profiles|ike)|shared |vsys vsys\\d|device-group |template |template-stack"
              + " |rulebase |pre-rulebase |post-rulebase |policy panorama|zone \\S+ network|address-group \\S+ (?:static|dynamic)|address"
              + " \\S+ (?:ip-netmask|ip-range|fqdn)|service \\S+ protocol|readonly )");
  private static final Pattern BRACES =
      Pattern.compile(
          "(?m)^\\s*(?:config|deviceconfig|devices|policy|rulebase|vsys|network) \\{\\s*$");
  private static final Pattern ROOT =
      Pattern.compile(
          "<(config|policy|devices|template|template-stack|device-group|shared|vsys|rulebase|pre-rulebase|post-rulebase|security|entry|network|rules|address|panorama)[\\s>/]");

  private static final Pattern CONFIG = Pattern.compile("<config[\\s>]");

  /** The root as devices write it: {@code <config version="11.0.0" urldb="paloaltonetworks">}. */
  private static final Pattern VERSION = Pattern.compile("<config version=\"\\d");

  private static final Pattern DOCUMENT_TYPE =
      Pattern.compile("<!DOCTYPE\\s+(?!html\\b|svg\\b)\\S+\\s*(?:\\[|SYSTEM|PUBLIC)");
  private static final Pattern DEVICE_ERROR =
      Pattern.compile(
          "<response [^>]*status\\s*=\\s*['\"]error['\"][^>]*>(.{0,2000})", Pattern.DOTALL);
  private static final Pattern PROLOG =
      Pattern.compile("\\s*(?:<\\?[^>]*(?:>|$)\\s*|<!--.*?(?:-->|$)\\s*)+", Pattern.DOTALL);

  private Recogniser() {}

  static Recognition recognise(InputFile file) throws IOException {
    Recognition r = known(file);
    return r.kind() == Recognition.Kind.PRIMARY && r.hostName().isEmpty()
        ? Recognition.primary(r.what(), HostName.in(file))
        : r;
  }

  /** The same without a search for the host name in what comes after the file's first part. */
  static Recognition known(InputFile file) throws IOException {
    String head = file.headText();
    String text = head.stripLeading();
    if (text.startsWith("<")) {
      return xml(text);
    }
    if (text.contains("application/service") && text.contains("terminal yes")
        || text.contains("application/service(implicit)") && text.contains(" action ")) {
      return Recognition.companion(RUNNING_POLICY, "");
    }
    if (text.contains("VIRTUAL ROUTER:")
        && text.contains("destination")
        && text.contains("nexthop")) {
      return Recognition.companion(ROUTES, "");
    }
    String first = text.lines().findFirst().orElse("").toLowerCase(java.util.Locale.ROOT);
    if (first.contains("hit count") && (first.contains(",") || first.contains("\t"))) {
      return Recognition.companion(HITS, "");
    }
    if (text.contains("rule-hit-count") || first.startsWith("rule name") && first.contains("hit")) {
      return Recognition.companion(HITS, "");
    }
    if (SET_LINE.matcher(text).find()) {
      return Recognition.primary("PAN-OS set commands", found(HOST_SET, text));
    }
    if (BRACES.matcher(text).find() && text.contains(";") && isBraces(text)) {
      return Recognition.primary("PAN-OS configuration in braces", found(HOST_BRACES, text));
    }
    return Recognition.UNKNOWN;
  }

  /** Words that JunOS and others, which write braces too, do not use. */
  private static boolean isBraces(String text) {
    return text.contains("deviceconfig")
        || text.contains("localhost.localdomain")
        || text.contains("rulebase")
        || text.contains("panorama {");
  }

  private static Recognition xml(String text) {
    if (text.contains("fawkes-config-version")) {
      return Recognition.refused(
          "an export of Prisma Access or Strata Cloud Manager, which is another product with another"
              + " layout of rules; hand in the firewall's or Panorama's own configuration");
    }
    boolean config = CONFIG.matcher(text).find();
    if (!config && text.contains("<rule-hit-count")) {
      return Recognition.companion(HITS, "");
    }
    if (!config && text.contains("<serial>") && text.contains("<hostname>")) {
      return Recognition.companion(DEVICES, "");
    }
    boolean predefined = text.contains("<predefined>") && !text.contains("<devices>");
    if (predefined || !config && text.contains("<use-applications>")) {
      return Recognition.companion(PREDEFINED, "");
    }
    if (!config && text.contains("<nexthop>") && text.contains("<flags>")) {
      return Recognition.companion(ROUTES, "");
    }
    Matcher error = DEVICE_ERROR.matcher(text);
    if (error.lookingAt()) {
      String said = error.group(1).replaceAll("<[^>]*>?", " ").replaceAll("\\s+", " ").strip();
      return Recognition.refused(
          "the answer of a device that did not give its configuration: "
              + (said.length() > 120 ? said.substring(0, 120) + "…" : said));
    }
    boolean doctype = text.contains("<!DOCTYPE config");
    Matcher root = ROOT.matcher(text.substring(0, Math.min(text.length(), 4_000)));
    if (!root.find() && !doctype) {
      return hostile(text);
    }
    boolean known =
        doctype
            || VERSION.matcher(text).find()
            || text.contains("urldb=\"")
            || text.contains("<entry")
            || text.contains("<member>")
            || text.contains("<mgt-config")
            || text.contains("<deviceconfig")
            || text.contains("<response status=");
    return known ? Recognition.primary("PAN-OS configuration (XML)", "") : hostile(text);
  }

  /** XML that is nobody's export: what is wrong with it is said where it shows. */
  private static Recognition hostile(String text) {
    if (DOCUMENT_TYPE.matcher(text).find()) {
      return Recognition.refused(
          "XML with a document type of its own (<!DOCTYPE …>), which no export has; nothing of it is"
              + " read");
    }
    return PROLOG.matcher(text).matches()
        ? Recognition.refused("the file is cut off: it ends before its first element")
        : Recognition.UNKNOWN;
  }

  private static String found(Pattern p, String text) {
    Matcher m = p.matcher(text);
    return m.find() ? m.group(1) : "";
  }

  static Shape shape(InputFile file) throws IOException {
    String text = file.headText().stripLeading();
    if (text.startsWith("<")) {
      return Shape.XML;
    }
    return SET_LINE.matcher(text).find() ? Shape.SET : Shape.BRACES;
  }
}
