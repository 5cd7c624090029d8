/** Tests of the host library. */
@NullMarked
package left4me.host;

import org.jspecify.annotations.NullMarked;
