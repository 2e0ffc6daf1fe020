package dev.bailey.job.plan;

import dev.bailey.ledger.Digest;

/**
 * The parts of the walls that the worker brings along.
 *
 * @param seccompProfile name of the system call filter
 * @param seccompDigest digest of its text
 * @param starterDigest digest of the starter program
 */
public record Walls(String seccompProfile, Digest seccompDigest, Digest starterDigest) {}
