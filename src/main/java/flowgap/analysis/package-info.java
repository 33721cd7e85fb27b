/** Compares what is needed with what is permitted: decisions, verdicts, findings, differences. */
package flowgap.analysis;
