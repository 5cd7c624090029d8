/**
 * An example of a web tier: a page of the servers of a host, and what that page asks for, in a few
 * small classes over the JDK's own HTTP server. It runs in {@code left4me-web.service}; its unit is
 * beside the page in the resources.
 *
 * <p>What it shows: one host and one watch for the whole program, operations that outlive the page
 * that asked for them, streams that end with their page, bounds on everything that a client can
 * have, and no byte of a server's that is more than text. What it leaves out: a login. It listens
 * on the loopback alone, and game servers reach that too; whoever builds on this puts a login in
 * front.
 */
@NullMarked
package left4me.web.example;

import org.jspecify.annotations.NullMarked;
