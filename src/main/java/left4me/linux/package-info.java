/**
 * Linux system calls for the root helper, through {@code java.lang.foreign} or the steps that it
 * takes last: the only package that uses either. Knows the JDK alone.
 *
 * <p>Three layers: {@link left4me.linux.Descriptor} and its neighbours are what the helper is
 * written in; {@code SystemCall} is the table of calls and their numbers; {@code Kernel} makes
 * them, and {@code Memory} is where what they are told stands.
 *
 * <p><b>Text is bytes.</b> A file's name on Linux is a string of bytes in no particular encoding.
 * Here every byte is one {@code char} of the same value (ISO-8859-1), so that each name goes to the
 * kernel as it came from it.
 *
 * <p>The running kernel has to know openat2 (Linux 5.6) and the mount id of statx (5.8).
 */
@NullMarked
package left4me.linux;

import org.jspecify.annotations.NullMarked;
