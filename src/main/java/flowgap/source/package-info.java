/** Where something was written: input files, their lines, quotations and problems. */
package flowgap.source;
