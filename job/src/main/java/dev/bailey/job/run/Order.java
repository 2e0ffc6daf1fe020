package dev.bailey.job.run;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.plan.ContainerPlan;

/**
 * One attempt to be carried out.
 *
 * @param job the job's identity
 * @param attempt its number, from 1
 * @param plan what was submitted and decided
 * @param gate the attempt's gate; every effect passes through it
 */
public record Order(String job, int attempt, ContainerPlan plan, Gate gate) {}
