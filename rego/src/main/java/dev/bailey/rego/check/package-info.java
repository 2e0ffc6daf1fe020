/** From parsed modules to a program that can be planned: names, safety, conflicts, types. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.check;
