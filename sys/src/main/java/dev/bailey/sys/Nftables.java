package dev.bailey.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * The library behind {@code nft}, without the program, which takes several times as long. Names and
 * numbers are from {@code nftables/libnftables.h}, the form of commands and listings is that of
 * {@code libnftables-json(5)}.
 */
public final class Nftables {
  private static final String LIBRARY = "libnftables.so.1";

  /** {@code NFT_CTX_DEFAULT}. */
  private static final int DEFAULT = 0;

  /** {@code NFT_CTX_OUTPUT_JSON}: commands and listings are in JSON. */
  private static final int JSON = 1 << 4;

  private Nftables() {}

  /** What became of commands. */
  public sealed interface Result {
    /**
     * All of them were carried out.
     *
     * @param listing what was asked for
     */
    record Done(String listing) implements Result {}

    /** None of them was. */
    record Refused(String reason) implements Result {}
  }

  /**
   * Carries out commands together in a kept namespace.
   *
   * @param namespace where it is kept
   * @param commands as for {@link #run(String)}
   * @throws IOException if the namespace is not there
   * @throws SysException if the host has no such library, or the namespace cannot be entered
   */
  public static Result run(Path namespace, String commands)
      throws IOException, InterruptedException {
    return NetNamespace.within(namespace, () -> run(commands));
  }

  /** As {@link #run(Path, String)}, in a namespace that nobody has yet. */
  public static Result run(SpareNamespace namespace, String commands)
      throws IOException, InterruptedException {
    return namespace.within(() -> run(commands));
  }

  /**
   * Carries out commands together in the namespace of the thread; one such call at a time, since
   * the library keeps names of interfaces to itself.
   *
   * @param commands in JSON, or one command as for {@code nft}, whose listing is in JSON
   * @throws SysException if the host has no such library
   */
  public static synchronized Result run(String commands) {
    // The library ends the process if it gets no socket, so one more is tried first.
    Netlink.open(Netlink.NETFILTER).close();
    try (Arena arena = Arena.ofConfined()) {
      find(arena);
      MemorySegment context = (MemorySegment) Linked.NEW.invokeExact(DEFAULT);
      try {
        Linked.FORM.invokeExact(context, JSON);
        boolean kept =
            (int) Linked.KEEP_LISTING.invokeExact(context) == 0
                && (int) Linked.KEEP_ERRORS.invokeExact(context) == 0;
        if (!kept) {
          throw new SysException(LIBRARY, "ENOMEM", "");
        }
        // Invariant: the text ends with NUL and outlives the call.
        int code = (int) Linked.RUN.invokeExact(context, arena.allocateFrom(commands));
        return code == 0
            ? new Result.Done(text((MemorySegment) Linked.LISTING.invokeExact(context)))
            : new Result.Refused(text((MemorySegment) Linked.ERRORS.invokeExact(context)).strip());
      } finally {
        Linked.FREE.invokeExact(context);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native call cannot throw", e);
    }
  }

  private static SymbolLookup find(Arena arena) {
    try {
      return SymbolLookup.libraryLookup(LIBRARY, arena);
    } catch (IllegalArgumentException missing) {
      throw new SysException("dlopen", "ENOENT", LIBRARY);
    }
  }

  /** Invariant: the library's own texts end with NUL and live until its next call. */
  private static String text(MemorySegment own) {
    return own.equals(MemorySegment.NULL) ? "" : own.reinterpret(Long.MAX_VALUE).getString(0);
  }

  /** Linked at first use. */
  private static final class Linked {
    private static final SymbolLookup SYMBOLS = find(Arena.global());

    static final MethodHandle NEW = link("nft_ctx_new", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    static final MethodHandle FREE = link("nft_ctx_free", FunctionDescriptor.ofVoid(ADDRESS));
    static final MethodHandle FORM =
        link("nft_ctx_output_set_flags", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
    static final MethodHandle KEEP_LISTING =
        link("nft_ctx_buffer_output", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    static final MethodHandle KEEP_ERRORS =
        link("nft_ctx_buffer_error", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    static final MethodHandle RUN =
        link("nft_run_cmd_from_buffer", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    static final MethodHandle LISTING =
        link("nft_ctx_get_output_buffer", FunctionDescriptor.of(ADDRESS, ADDRESS));
    static final MethodHandle ERRORS =
        link("nft_ctx_get_error_buffer", FunctionDescriptor.of(ADDRESS, ADDRESS));

    private static MethodHandle link(String name, FunctionDescriptor form) {
      return Linker.nativeLinker().downcallHandle(SYMBOLS.findOrThrow(name), form);
    }
  }
}
