/** Tests of the migration that need no host; those on one are {@code left4me.lab.Migration…IT}. */
@NullMarked
package left4me.migration;

import org.jspecify.annotations.NullMarked;
