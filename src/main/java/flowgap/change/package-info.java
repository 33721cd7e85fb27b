/** The rules that close a gap, proved on the policy before they are written. */
package flowgap.change;
