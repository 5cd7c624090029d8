/**
 * {@code left4me-migrate}: the migration of a host from fuse-overlayfs to the kernel's overlay,
 * once. Runs as root on folders that an unprivileged user owns and may change at any moment, and
 * removes what is in them.
 *
 * <p>So it does as the helper does, from which it takes what both need: each folder is opened once,
 * from the one that it is in, through no link; what is removed is removed from an open folder by
 * one name; and what is made is made with the rights of that user, as whom nothing can be gained by
 * having it made elsewhere.
 */
@NullMarked
package left4me.migration;

import org.jspecify.annotations.NullMarked;
