/** Devices of the host, as specifications of the Container Device Interface say what they are. */
@org.jspecify.annotations.NullMarked
package dev.bailey.worker.device;
