package dev.bailey.server;

import dev.bailey.job.gate.Gatehouse;
import dev.bailey.job.run.Blobs;
import dev.bailey.job.run.Runner;
import dev.bailey.store.Projection;
import dev.bailey.store.Store;
import dev.bailey.store.secret.SecretStore;
import java.util.function.BiConsumer;

/**
 * The rooms a node is wired from.
 *
 * @param gatehouse must write to {@code ledger}
 * @param ledger the ledger whose events reach {@code store}
 * @param version the program's version
 * @param troubles told of what went wrong inside: a short text and the cause
 */
public record Parts(
    Gatehouse gatehouse,
    Projection ledger,
    Store store,
    Runner runner,
    Planner planner,
    Blobs blobs,
    Logs logs,
    Evidence evidence,
    Host host,
    SecretStore secrets,
    Capacity capacity,
    String version,
    BiConsumer<String, Throwable> troubles) {}
