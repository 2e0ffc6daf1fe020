/**
 * The host's kernel as values: files reached without escape, mounts, loop devices, locks,
 * processes.
 *
 * <p>Linux on x86_64 and aarch64 only. An expected refusal (a symbolic link, an escape, a lock held
 * elsewhere) is a value; a broken environment is a {@link dev.bailey.sys.SysException}. Nothing
 * here decides whether an effect is allowed: callers do so before they call.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.sys;
