/**
 * Small evaluators that decide one packet at a time, written from the vendors' documents, and what
 * compares them with the verdicts of the program.
 */
package flowgap.model;
