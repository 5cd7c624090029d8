/**
 * Attempts at what nobody may, and at what some may, by each of those who could try; on the booted
 * host.
 */
@NullMarked
package left4me.privilege;

import org.jspecify.annotations.NullMarked;
