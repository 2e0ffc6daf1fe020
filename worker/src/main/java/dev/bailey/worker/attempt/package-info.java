/**
 * One attempt, step by step: prepare, start, read back, release, watch, collect, clean, close. Each
 * step is a class; its result is the next one's argument.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.worker.attempt;
