/**
 * A job's own network: a namespace with default-drop rules, a wire to the host, and its counters.
 */
package dev.bailey.worker.network;
