package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** E8, E9 and E10: system calls, other binary interfaces, descriptors and loader variables. */
@Tag("container")
class CallAttackTest {
  /** Every call with its number on x86_64; arguments that a kernel finds wrong, never at work. */
  private static final String CALLS =
      """
      import ctypes, errno
      libc = ctypes.CDLL(None, use_errno=True)
      CALLS = dict(io_uring_setup=425, io_uring_enter=426, userfaultfd=323, keyctl=250, add_key=248,
          request_key=249, bpf=321, perf_event_open=298, open_by_handle_at=304,
          name_to_handle_at=303, ptrace=101, process_vm_readv=310, process_vm_writev=311,
          kexec_load=246, init_module=175, delete_module=176, quotactl=179, acct=163, swapon=167,
          mount=165, umount2=166, pivot_root=155, fsopen=430, fsmount=432, move_mount=429,
          open_tree=428, mount_setattr=442, setns=308, unshare=272, pidfd_getfd=438, kcmp=312,
          fanotify_init=300, clock_settime=227, settimeofday=164, adjtimex=159, sethostname=170,
          iopl=172, ioperm=173, syslog=103, personality=135, reboot=169, vhangup=153,
          lookup_dcookie=212, move_pages=279, mbind=237, kexec_file_load=320, finit_module=313)
      for name, number in CALLS.items():
          ctypes.set_errno(0)
          # An address that is nowhere, and a descriptor that is not open.
          result = libc.syscall(number, ctypes.c_long(-2), ctypes.c_long(1), ctypes.c_long(-2),
                                ctypes.c_long(-2), ctypes.c_long(-2))
          if result >= 0:
              print('call', name, 'DONE')
          else:
              print('call', name, errno.errorcode[ctypes.get_errno()])
      """;

  @TempDir static Path dir;
  private static Yard yard;
  private static WeakRuntime runtime;

  @BeforeAll
  static void setUp() throws IOException {
    Assumptions.assumeTrue(System.getProperty("os.arch").equals("amd64"), "numbers of x86_64");
    yard = Yard.ofHouse(dir);
    yard.bailey().run("agent", "stop");
    runtime = WeakRuntime.in(yard.bailey());
  }

  @AfterAll
  static void tearDown() {
    if (yard != null) {
      yard.close();
    }
  }

  @AfterEach
  void standsAgain() throws IOException {
    runtime.changes(WeakRuntime.STRONG);
    yard.agent(Wall.NONE, "");
    assertThat(yard.bailey().leftovers()).isEmpty();
  }

  private static void withoutFilter() throws IOException {
    yard.agent(Wall.READBACK, "");
    runtime.changes("x.pop('seccomp', None)");
  }

  private static List<String> found(String pattern, String text) {
    List<String> all = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }

  @Attack(
      value = "E10",
      tries =
          "forty-seven calls that no training needs, of io_uring, bpf, keys, handles, modules and mounts",
      control = "no filter of system calls")
  void e10RareCalls() throws IOException {
    String strong = yard.run("", CALLS).out();
    assertThat(found("call (\\w+) ENOSYS", strong)).hasSize(47);
    withoutFilter();
    String weak = yard.run("", CALLS).out();
    assertThat(found("call (\\w+) (?!ENOSYS)", weak))
        .contains("ptrace", "setns", "unshare", "mount", "add_key", "bpf", "personality")
        .hasSizeGreaterThan(25);
  }

  @Attack(value = "E10", tries = "sockets of every family", control = "no filter of system calls")
  void e10SocketFamilies() throws IOException {
    String python =
        """
        for family in range(1, 46):
            for kind in (1, 2, 3, 5):
                try:
                    socket.socket(family, kind).close()
                    print('family', family, flush=True)
                    break
                except OSError as e:
                    if e.errno in (1, 13): print('family', family, flush=True); break
        """;
    assertThat(found("family (\\d+)", yard.run("", python).out()))
        .contains("1")
        .isSubsetOf("1", "2", "10", "16");
    withoutFilter();
    assertThat(found("family (\\d+)", yard.run("", python).out())).contains("17");
  }

  @Attack(
      value = "E10",
      tries = "calls by the 32-bit gate and by numbers of x32",
      control = "no filter of system calls")
  void e10OtherBinaryInterfaces() throws IOException {
    String python =
        """
        import ctypes, mmap, errno
        def forked(name, act):
            child = os.fork()
            if child == 0:
                os._exit(0 if act() > 0 else 1)
            print(name, 'done' if os.waitpid(child, 0)[1] == 0 else 'refused', flush=True)
        # mov eax, 20 (getpid); int 0x80; ret
        code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        code.write(bytes([0xb8, 20, 0, 0, 0, 0xcd, 0x80, 0xc3]))
        at = ctypes.addressof(ctypes.c_char.from_buffer(code))
        forked('gate32', ctypes.CFUNCTYPE(ctypes.c_int)(at))
        libc = ctypes.CDLL(None, use_errno=True)
        forked('x32', lambda: libc.syscall(0x40000000 | 39))
        """;
    assertThat(yard.run("", python).out()).contains("gate32 refused", "x32 refused");
    withoutFilter();
    String weak = yard.run("", python).out();
    Assumptions.assumeTrue(weak.contains("done"), "this kernel has no other binary interface");
  }

  @Attack(
      value = {"E9", "E15"},
      tries = "loader variables, from the job file and from a runtime that adds them",
      control = "walls are not read back: the workload's loader obeys, the starter has none")
  void e9LoaderVariables() throws IOException {
    String first = "print('first instruction')\n";
    for (String name :
        List.of(
            "LD_PRELOAD",
            "LD_AUDIT",
            "LD_LIBRARY_PATH",
            "GCONV_PATH",
            "GLIBC_TUNABLES",
            "BASH_ENV",
            "LISTEN_FDS",
            "_LIBCONTAINER_INITPIPE",
            "NVIDIA_VISIBLE_DEVICES")) {
      assertThat(yard.run("env: {" + name + ": /out/x.so}", first).all())
          .contains(name)
          .doesNotContain("first instruction\n");
    }
    runtime.changes("p['env'].append('LD_PRELOAD=/out/x.so')");
    assertThat(yard.run("", first).all())
        .contains("not let go", "the environment is")
        .doesNotContain("cannot be preloaded", "first instruction\n");
    yard.agent(Wall.READBACK, "");
    String weak = yard.run("", first).all();
    assertThat(weak).contains("first instruction");
    assertThat(found("(cannot be preloaded)", weak)).hasSize(1);
  }

  @Attack(
      value = "E8",
      tries = "descriptors of the runtime, roots of other processes, and files by handle",
      control = "all rights of this host")
  void e8DescriptorsAndProcesses() throws IOException {
    String python =
        """
        open_now = sorted(os.readlink('/proc/self/fd/%d' % n) for n in range(0, 40)
                          if os.path.exists('/proc/self/fd/%d' % n))
        print('open', [f for f in open_now if not f.startswith(('pipe:', '/dev/null'))])
        print('seen', len([p for p in os.listdir('/proc') if p.isdigit()]))
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        def by_handle():
            handle = (ctypes.c_char * 144)()
            ctypes.cast(handle, ctypes.POINTER(ctypes.c_uint))[0] = 128
            mount = ctypes.c_int()
            if libc.syscall(303, -100, b'/workspace/main.py', handle, ctypes.byref(mount), 0) != 0:
                return False
            at = os.open('/workspace', os.O_RDONLY)
            return libc.syscall(304, at, handle, 0) >= 0
        print('handle', by_handle())
        def same_root():
            try:
                return os.stat('/proc/1/root').st_ino == os.stat('/').st_ino
            except OSError:
                return True
        print('own root', same_root())
        """;
    assertThat(yard.run("", python).out())
        .contains("open []", "handle False", "own root True")
        .containsPattern("seen [12]\\b");
    yard.agent(Wall.READBACK, "");
    runtime.changes(WeakRuntime.ALL_RIGHTS);
    assertThat(yard.run("", python).out()).contains("handle True");
  }
}
