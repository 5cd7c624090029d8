/** What holds for all of the code. */
@NullMarked
package left4me;

import org.jspecify.annotations.NullMarked;
