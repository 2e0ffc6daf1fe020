package dev.bailey.sys;

/** The answer to opening a file for reading. */
public sealed interface Opened permits RegularFile, Refused {}
