package dev.bailey.dist.attack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that tries an attack, and then its control: the same with one wall left out, where it has
 * to succeed, so that an attack that never worked cannot pass for a wall. What is refused before
 * anything runs has a lawful twin as control, which is carried out. {@link Trials} says which of
 * the two is under way.
 */
@Test
@Tag("container")
@Tag("attack")
@ExtendWith(Trials.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Attack {
  /** Ids of the catalogue in {@code docs/attacks.md}, such as N1. */
  String[] value();

  /** What is tried, as a reader of the table understands it. */
  String tries();

  /** The wall that the control leaves out, or its lawful twin. */
  String control();
}
