/** Writes the report as pages that need no network and no script. */
package flowgap.report.page;
