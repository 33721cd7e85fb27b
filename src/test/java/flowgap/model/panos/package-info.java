/** PAN-OS, one packet at a time. */
package flowgap.model.panos;
