@NullMarked
package left4me.linux;

import org.jspecify.annotations.NullMarked;
