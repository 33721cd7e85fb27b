/**
 * Reads iptables-save, ip6tables-save and what stands beside them, and writes iptables commands.
 *
 * <p>Default action: each built-in chain's policy; a table or chain that the dump does not have
 * accepts. Order: the hooks of netfilter, in each the tables by priority, in each chain the first
 * match; user chains return. Names: chains within their table and family. Negation: {@code !}.
 * Disabled rules: there are none. Absence: no option means any; no dump of a family means unknown.
 */
package flowgap.vendor.iptables;
