/** Writes what an audit found, for people and for programs; it formats, it decides nothing. */
package flowgap.report;
