package dev.bailey.job.run;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.ledger.json.Json;

/**
 * One attempt to be carried out.
 *
 * @param job the job's identity
 * @param attempt its number, from 1
 * @param plan what was submitted and decided
 * @param spec the specification as submitted, for the statement
 * @param gate the attempt's gate; every effect passes through it
 */
public record Order(String job, int attempt, ContainerPlan plan, Json.Obj spec, Gate gate) {}
