/** What the migration needs: flow lists, sites, profiles of the products' port requirements. */
package flowgap.flow;
