/** What the kernel says about a waiting container, compared with what was decided. */
@org.jspecify.annotations.NullMarked
package dev.bailey.worker.readback;
