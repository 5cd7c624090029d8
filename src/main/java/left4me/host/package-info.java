/** The host library: what the web tier calls. Begin with {@link left4me.host.Left4meHost}. */
@NullMarked
package left4me.host;

import org.jspecify.annotations.NullMarked;
