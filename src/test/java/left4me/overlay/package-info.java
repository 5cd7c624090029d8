@NullMarked
package left4me.overlay;

import org.jspecify.annotations.NullMarked;
