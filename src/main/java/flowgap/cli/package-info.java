/** The command line: the commands, batch work, progress and exit status. */
package flowgap.cli;
