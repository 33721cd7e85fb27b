/** Security groups and network ACLs of AWS, one packet at a time. */
package flowgap.model.aws;
