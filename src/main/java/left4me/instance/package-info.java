/** Instances on disk: their names, folders and settings. Knows the JDK alone. */
@NullMarked
package left4me.instance;

import org.jspecify.annotations.NullMarked;
