/**
 * Checks an evidence file with public keys alone.
 *
 * <p>{@link dev.bailey.verify.Verifier} reads a file and gives a {@link dev.bailey.verify.Report}:
 * what was checked and holds, what does not hold, and what could not be checked. It trusts only the
 * keys it was told to ({@link dev.bailey.verify.TrustStore}), runs offline, and shares no code with
 * the program that writes evidence. It does not judge whether the node told the truth about its own
 * kernel: the node's key and the host below it are what the auditor trusts.
 *
 * <p>The stages are files, in this order: {@code ReadStage}, {@code SignatureStage}, {@code
 * ChainStage}, {@code LogStage}, {@code DecisionStage} with {@code ActionStage}, {@code
 * PieceStage}, {@code WallStage}, {@code StatementStage}, {@code OutputStage}, {@code Report}.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.verify;
