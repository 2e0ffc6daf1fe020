/** Benchmarks, run by {@code bin/dev bench}: each beside a rival or a floor in the same run. */
@org.jspecify.annotations.NullMarked
package dev.bailey.dist.bench;
