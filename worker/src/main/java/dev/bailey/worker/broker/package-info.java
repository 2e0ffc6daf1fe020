/** Lets a job out by name: HTTP CONNECT for TLS connections whose names agree with the decision. */
@org.jspecify.annotations.NullMarked
package dev.bailey.worker.broker;
