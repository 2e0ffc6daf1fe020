/** What people see: pages, tables, errors; no foreign text reaches a terminal as it is. */
@org.jspecify.annotations.NullMarked
package dev.bailey.cli.show;
