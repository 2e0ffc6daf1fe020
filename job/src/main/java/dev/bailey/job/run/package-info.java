/** What the rooms that carry out and remember attempts offer each other. */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.run;
