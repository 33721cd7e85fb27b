/** Writes the report as a workbook that people fill in, and reads what they filled in. */
package flowgap.report.workbook;
