@NullMarked
package left4me.instance;

import org.jspecify.annotations.NullMarked;
