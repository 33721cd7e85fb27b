/** Changes of an export that change no verdict. */
package flowgap.model.change;
