/** The ASA, one packet at a time. */
package flowgap.model.asa;
