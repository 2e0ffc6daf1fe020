package dev.bailey.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Directories of a mounted ext4 file system whose files and names the kernel encrypts (fscrypt,
 * {@code Documentation/filesystems/fscrypt.rst}). The key is drawn here, given to the kernel and
 * forgotten: it is on no disk, and the kernel wipes its copy when the file system is unmounted for
 * the last time. From then on nobody can read what was written. Sizes, times and modes of files are
 * not hidden. It needs root, and a file system that was made with the feature {@code encrypt}.
 */
public final class EncryptedFiles {
  /** The kernel says here whether its ext4 can encrypt; the directory is there once ext4 is. */
  private static final Path OFFER = Path.of("/sys/fs/ext4/features/encryption");

  /** {@code FS_IOC_ADD_ENCRYPTION_KEY} and {@code FS_IOC_SET_ENCRYPTION_POLICY}. */
  private static final long ADD_KEY = 0xC050_6617L;

  private static final long SET_POLICY = 0x800C_6613L;

  private static final int RAW_KEY_BYTES = 64;
  private static final int IDENTIFIER_BYTES = 16;

  /** {@code struct fscrypt_add_key_arg}: its size without the key, and places within it. */
  private static final long ADD_KEY_SIZE = 80;

  private static final long KEY_SPEC_IDENTIFIER = 8;
  private static final long KEY_RAW_SIZE = 40;

  /** {@code FSCRYPT_KEY_SPEC_TYPE_IDENTIFIER}: the kernel names the key by a hash of it. */
  private static final int BY_IDENTIFIER = 2;

  /** {@code struct fscrypt_policy_v2}. */
  private static final long POLICY_SIZE = 24;

  private static final long POLICY_IDENTIFIER = 8;
  private static final byte POLICY_V2 = 2;
  private static final byte AES_256_XTS = 1;
  private static final byte AES_256_CTS = 4;
  private static final byte PAD_32 = 3;

  private static final long STATX_ATTR_ENCRYPTED = 0x800;
  private static final SecureRandom RANDOM = new SecureRandom();

  private EncryptedFiles() {}

  /** Whether this kernel's ext4 can encrypt. */
  public static boolean offered() {
    return Files.exists(OFFER);
  }

  /**
   * Encrypts what will be written below directories of one file system, with a new key.
   *
   * @param mount where the file system is mounted
   * @param directories of it, empty, and none of them its root
   * @throws SysException for example {@code EOPNOTSUPP} if it cannot encrypt
   */
  public static void encrypt(Path mount, List<Path> directories) {
    byte[] key = new byte[RAW_KEY_BYTES];
    RANDOM.nextBytes(key);
    try {
      byte[] identifier = addKey(mount, key);
      directories.forEach(directory -> setPolicy(directory, identifier));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] addKey(Path mount, byte[] key) {
    try (Arena arena = Arena.ofConfined();
        Fd root = Fd.open(mount, 0, 0)) {
      MemorySegment argument = arena.allocate(ADD_KEY_SIZE + RAW_KEY_BYTES, 8);
      MemorySegment raw = argument.asSlice(ADD_KEY_SIZE, RAW_KEY_BYTES);
      argument.set(ValueLayout.JAVA_INT, 0, BY_IDENTIFIER);
      argument.set(ValueLayout.JAVA_INT, KEY_RAW_SIZE, RAW_KEY_BYTES);
      raw.copyFrom(MemorySegment.ofArray(key));
      try {
        // Invariant: the argument has the fixed part and as many bytes of key as it says.
        Kernel.require(mount.toString(), Syscall.IOCTL, root.number(), ADD_KEY, argument.address());
      } finally {
        raw.fill((byte) 0);
      }
      return argument.asSlice(KEY_SPEC_IDENTIFIER, IDENTIFIER_BYTES).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static void setPolicy(Path directory, byte[] identifier) {
    try (Arena arena = Arena.ofConfined();
        Fd fd = Fd.open(directory, 0, 0)) {
      MemorySegment policy = arena.allocate(POLICY_SIZE, 8);
      policy.set(ValueLayout.JAVA_BYTE, 0, POLICY_V2);
      policy.set(ValueLayout.JAVA_BYTE, 1, AES_256_XTS);
      policy.set(ValueLayout.JAVA_BYTE, 2, AES_256_CTS);
      policy.set(ValueLayout.JAVA_BYTE, 3, PAD_32);
      policy
          .asSlice(POLICY_IDENTIFIER, IDENTIFIER_BYTES)
          .copyFrom(MemorySegment.ofArray(identifier));
      // Invariant: the version in the first byte tells the kernel how much to read.
      Kernel.require(
          directory.toString(), Syscall.IOCTL, fd.number(), SET_POLICY, policy.address());
    }
  }

  /**
   * Whether the kernel encrypts what is written below a directory.
   *
   * @return false also if there is no such directory
   */
  public static boolean encrypted(Path directory) {
    long number = Fd.tryOpen(directory, Kernel.O_PATH, 0);
    if (number < 0) {
      return false;
    }
    try (Fd fd = new Fd(number)) {
      return (FileFacts.attributes(fd, directory.toString()) & STATX_ATTR_ENCRYPTED) != 0;
    }
  }
}
