/** The command {@code l4d2ctl}. The only user of picocli. */
@NullMarked
package left4me.cli;

import org.jspecify.annotations.NullMarked;
