/** Tests of the command. */
@NullMarked
package left4me.cli;

import org.jspecify.annotations.NullMarked;
