package flowgap.cli;

import flowgap.flow.Site;
import flowgap.policy.SiteFacts;

/** Hands what the site file says on to the vendors. */
final class SiteWords {
  private SiteWords() {}

  static SiteFacts facts(Site site) {
    return new SiteFacts(
        site.hostNames(),
        site.bindings().stream()
            .map(
                b ->
                    new SiteFacts.Binding(
                        b.addresses(), b.firewall(), b.zone(), b.securityGroups()))
            .toList(),
        site.settings());
  }
}
