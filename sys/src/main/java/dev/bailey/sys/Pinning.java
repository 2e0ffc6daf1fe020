package dev.bailey.sys;

/** The answer to pinning a path. */
public sealed interface Pinning permits Pinned, Refused {}
