package dev.bailey.worker.readback;

import java.util.OptionalLong;

/**
 * What the kernel asks before a device is opened or made: {@code struct bpf_cgroup_dev_ctx} of its
 * {@code linux/bpf.h}. A number that is empty stands for any number to which nothing is compared.
 *
 * @param type of the device
 * @param access what is wanted, some of {@link #MAKE}, {@link #READ} and {@link #WRITE}
 * @param major number of the driver
 * @param minor number of the device
 */
record DeviceQuestion(Type type, int access, OptionalLong major, OptionalLong minor) {
  /** {@code BPF_DEVCG_ACC_MKNOD}. */
  static final int MAKE = 1;

  /** {@code BPF_DEVCG_ACC_READ}. */
  static final int READ = 2;

  /** {@code BPF_DEVCG_ACC_WRITE}. */
  static final int WRITE = 4;

  /** {@code BPF_DEVCG_DEV_BLOCK} and {@code BPF_DEVCG_DEV_CHAR}. */
  enum Type {
    BLOCK("b", 1),
    CHARACTER("c", 2);

    final String letter;
    private final int number;

    Type(String letter, int number) {
      this.letter = letter;
      this.number = number;
    }
  }

  /** The field {@code access_type}. */
  long accessType() {
    return (long) access << 16 | type.number;
  }

  /** The device, such as {@code c 1:3}. */
  String device() {
    return type.letter + " " + text(major) + ":" + text(minor);
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "*";
  }
}
