/** What README and Javadoc show a caller; the build compiles it, and tests run it. */
@NullMarked
package left4me.example;

import org.jspecify.annotations.NullMarked;
