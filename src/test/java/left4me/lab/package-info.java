/** The booted host, as the integration tests find it, and what they share to work with it. */
@NullMarked
package left4me.lab;

import org.jspecify.annotations.NullMarked;
