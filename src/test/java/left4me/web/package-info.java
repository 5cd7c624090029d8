/** An example of a web tier, and the test of it. */
@NullMarked
package left4me.web;

import org.jspecify.annotations.NullMarked;
