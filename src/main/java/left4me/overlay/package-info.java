/**
 * The root helper {@code left4me-overlay}: mounts and unmounts an instance's overlay, on folders
 * that an unprivileged user owns and may change at any moment.
 *
 * <p>So nothing is checked by name and then used by name. {@link left4me.overlay.InstanceTree} and
 * {@link left4me.overlay.Layers} open each folder once; what is checked is the open folder, and
 * that is what the kernel gets.
 *
 * <p>Public is what {@code left4me.migration} shares, which runs as root too; nobody else may.
 */
@NullMarked
package left4me.overlay;

import org.jspecify.annotations.NullMarked;
