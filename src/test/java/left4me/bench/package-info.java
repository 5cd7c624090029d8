/**
 * What a person waits for, measured beside the same work done by the Python host that this project
 * replaces; {@code src/lab/bench} runs it. No test: nothing here asserts a time.
 */
@NullMarked
package left4me.bench;

import org.jspecify.annotations.NullMarked;
