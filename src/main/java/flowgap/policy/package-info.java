/**
 * What a firewall does with packets, as data: a program of rule lists. A vendor translates its
 * export into stages (where does the packet enter, what is translated, which lists are asked); the
 * analysis runs packet sets through them.
 */
package flowgap.policy;
