/** iptables-save text, one packet at a time. */
package flowgap.model.iptables;
