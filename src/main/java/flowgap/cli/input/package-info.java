/** Which files an audit reads: found, unpacked, recognised, put together into firewalls, named. */
package flowgap.cli.input;
