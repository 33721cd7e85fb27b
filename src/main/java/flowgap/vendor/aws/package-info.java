/**
 * AWS security groups and network ACLs, read from the JSON of {@code aws ec2 describe-…}: each VPC
 * is a firewall.
 *
 * <p>Security groups are attached to network interfaces; the permissions of all groups of an
 * interface form one set, there are permits only, and answers return by state. Network ACLs belong
 * to subnets, the lowest rule number that matches decides, and answers pass them as packets of
 * their own. Absence of a permission denies; absence of data (interfaces, members of a group,
 * entries of a prefix list) makes what hinges on it undecided.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html">Security
 *     group rules</a>
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html">Network
 *     ACLs</a>
 */
package flowgap.vendor.aws;
