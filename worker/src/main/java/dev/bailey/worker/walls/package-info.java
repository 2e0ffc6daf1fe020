/** What Bailey brings along to hold a workload: the system call filter and the starter. */
@org.jspecify.annotations.NullMarked
package dev.bailey.worker.walls;
