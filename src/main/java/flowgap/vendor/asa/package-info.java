/**
 * Reads exports of Cisco ASA, PIX and FWSM and writes changes in their commands.
 *
 * <p>Lists are asked in order, the first entry that matches decides, and every list ends in a deny.
 * An interface without a list lets packets pass to interfaces of a lower security level only. Names
 * of objects and groups are case-sensitive and share one name space; lists, time ranges and
 * interfaces have their own. Masks are netmasks. An entry marked {@code inactive} matches nothing.
 * Translations come in before the lists are asked (since 8.3) or after (before).
 *
 * <p>Documents: "Cisco ASA Series Firewall CLI Configuration Guide" (access rules, NAT, objects),
 * "Cisco ASA Series Command Reference", "Cisco ASA 5500 Migration to Version 8.3 and Later".
 */
package flowgap.vendor.asa;
