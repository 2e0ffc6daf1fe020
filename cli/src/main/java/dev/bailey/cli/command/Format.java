package dev.bailey.cli.command;

/** How data is printed. */
enum Format {
  table,
  json
}
