package dev.bailey.verify;

/**
 * One line of a report.
 *
 * @param mark what became of the check
 * @param title what was looked at, one or two words
 * @param text what was found, for people; free of control and bidirectional characters
 */
public record Finding(Mark mark, String title, String text) {}
