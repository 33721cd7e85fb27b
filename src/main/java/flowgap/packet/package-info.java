/** Sets of packets: exact algebra over addresses, protocols, ports and ICMP types. */
package flowgap.packet;
