/**
 * Network destinations as people write them: addresses, subnets, names and ports, judged exactly.
 */
package dev.bailey.job.network;
