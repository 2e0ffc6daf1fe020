/**
 * Names and directory trees from outside, judged before they are used.
 *
 * <p>A name is accepted by positive rules; a tree is read through descriptors that cannot leave it.
 * Nothing here changes the file system.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.scan.path;
