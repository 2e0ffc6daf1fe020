/*
 * Bailey's starter: the first program in every container.
 *
 *   s GATE COMMAND [ARGUMENT...]
 *
 * It waits at the FIFO GATE. Until the byte 'g' arrives nothing of the workload has run, while
 * every wall around this process is already final and can be read back from the host. Then it
 * runs COMMAND as its child and stays behind as init: it passes signals on, collects orphans, and
 * ends with the child's exit code, or 128 + the number of the signal that ended the child.
 *
 * As process 1 it first replaces its standard input by the container's /dev/null: nobody talks to
 * a container's first process, and what it was given is a pipe, because some runtimes give the
 * standard streams to the container's user and none of them may be a node of the host. Every
 * other process keeps the input that it was given.
 *
 *   125  the gate closed without the byte, or the starter itself failed
 *   126  COMMAND is there but cannot be run
 *   127  COMMAND is not there
 *
 * No C library, no dynamic memory, no file but the gate and the null device. x86_64 and aarch64 Linux.
 *
 * The committed binary is made by this line (the test StarterBinaryTest repeats it and compares),
 * with gcc 12.2 and binutils 2.40 of Debian 12:
 *
 *   gcc -Os -std=c11 -Wall -Wextra -Werror -ffreestanding -fno-stack-protector -fno-pie
 *       -fno-asynchronous-unwind-tables -fcf-protection=none -mno-red-zone -nostdlib -static
 *       -no-pie -s -Wl,-z,noseparate-code,-z,noexecstack,--build-id=none
 *       -o starter-x86_64 starter.c
 *
 * (-fcf-protection and -mno-red-zone exist on x86_64 only; leave them out on aarch64.)
 */

typedef unsigned long u64;

/* System call numbers that differ: asm/unistd_64.h and asm-generic/unistd.h. */
#if defined(__x86_64__)
enum { SYS_read = 0, SYS_close = 3, SYS_rt_sigprocmask = 14, SYS_execve = 59, SYS_exit_group = 231,
       SYS_wait4 = 61, SYS_kill = 62, SYS_clone = 56, SYS_openat = 257, SYS_rt_sigtimedwait = 128,
       SYS_getpid = 39 };
#elif defined(__aarch64__)
enum { SYS_read = 63, SYS_close = 57, SYS_rt_sigprocmask = 135, SYS_execve = 221,
       SYS_exit_group = 94, SYS_wait4 = 260, SYS_kill = 129, SYS_clone = 220, SYS_openat = 56,
       SYS_rt_sigtimedwait = 137, SYS_getpid = 172 };
#else
#error "no system call numbers for this machine"
#endif

/* Values of the kernel's interface that are equal on both machines. */
enum { AT_FDCWD = -100, O_RDONLY = 0, O_CLOEXEC = 02000000, SIG_SETMASK = 2, WNOHANG = 1,
       ENOENT = 2, EINTR = 4, EACCES = 13, ENOTDIR = 20, ENAMETOOLONG = 36,
       SIGCHLD = 17,
       FAILED = 125, CANNOT = 126, MISSING = 127, PATH_MAX = 4096 };

/* One system call; a negative result is an error number. */
static long call(long number, long a, long b, long c, long d, long e) {
  long result;
#if defined(__x86_64__)
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                   : "rcx", "r11", "memory");
#else
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  __asm__ volatile("svc 0"
                   : "+r"(x0)
                   : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4)
                   : "memory");
  result = x0;
#endif
  return result;
}

__attribute__((noreturn)) static void leave(int code) {
  for (;;) {
    call(SYS_exit_group, code, 0, 0, 0, 0);
  }
}

/* Opens the null device as standard input, which is the lowest descriptor that is free then. */
static void without_input(void) {
  call(SYS_close, 0, 0, 0, 0, 0);
  if (call(SYS_openat, AT_FDCWD, (long)"/dev/null", O_RDONLY, 0, 0) != 0) {
    leave(FAILED);
  }
}

/* Waits for the byte; returns only if it came. */
static void wait_at(const char *gate) {
  long fd;
  /* Opening blocks until a writer opens too; a signal may interrupt that. */
  do {
    fd = call(SYS_openat, AT_FDCWD, (long)gate, O_RDONLY | O_CLOEXEC, 0, 0);
  } while (fd == -EINTR);
  if (fd < 0) {
    leave(FAILED);
  }
  char byte = 0;
  long count;
  do {
    count = call(SYS_read, fd, (long)&byte, 1, 0, 0);
  } while (count == -EINTR);
  call(SYS_close, fd, 0, 0, 0, 0);
  /* 0 is end of file: the writer went away without letting the workload go. */
  if (count != 1 || byte != 'g') {
    leave(FAILED);
  }
}

/* The value of PATH, or what Linux programs use when it is not set. */
static const char *search_path(char **envp) {
  for (; *envp; envp++) {
    const char *e = *envp;
    if (e[0] == 'P' && e[1] == 'A' && e[2] == 'T' && e[3] == 'H' && e[4] == '=') {
      return e + 5;
    }
  }
  return "/usr/local/bin:/usr/bin:/bin";
}

/* Puts directory (up to ':' or the end) and name together; 0 if that is too long. */
static int join(char *out, const char *directory, const char *name) {
  int n = 0;
  while (*directory && *directory != ':' && n < PATH_MAX - 2) {
    out[n++] = *directory++;
  }
  if (n > 0) {
    out[n++] = '/'; /* an empty directory is the current one */
  }
  while (*name && n < PATH_MAX - 1) {
    out[n++] = *name++;
  }
  out[n] = 0;
  return *name == 0 && (*directory == 0 || *directory == ':');
}

static int has_slash(const char *name) {
  for (; *name; name++) {
    if (*name == '/') {
      return 1;
    }
  }
  return 0;
}

/* Becomes the command; returns the exit code to end with if that fails. */
static int become(char **argv, char **envp) {
  const char *name = argv[0];
  if (*name == 0) {
    return MISSING;
  }
  if (has_slash(name)) {
    long error = call(SYS_execve, (long)name, (long)argv, (long)envp, 0, 0);
    return error == -ENOENT || error == -ENOTDIR ? MISSING : CANNOT;
  }
  /* Like execvp: a directory where it is missing or forbidden does not end the search. */
  int code = MISSING;
  char file[PATH_MAX];
  const char *directory = search_path(envp);
  for (;;) {
    if (join(file, directory, name)) {
      long error = call(SYS_execve, (long)file, (long)argv, (long)envp, 0, 0);
      if (error == -EACCES) {
        code = CANNOT; /* remembered: it was there */
      } else if (error != -ENOENT && error != -ENOTDIR && error != -ENAMETOOLONG) {
        return CANNOT;
      }
    }
    while (*directory && *directory != ':') {
      directory++;
    }
    if (*directory == 0) {
      return code;
    }
    directory++;
  }
}

/* Collects every child that has ended; leaves when the workload is among them. */
static void reap(long workload) {
  for (;;) {
    int status = 0;
    long pid = call(SYS_wait4, -1, (long)&status, WNOHANG, 0, 0);
    if (pid == -EINTR) {
      continue;
    }
    if (pid <= 0) {
      return; /* none has ended */
    }
    if (pid == workload) {
      int signal = status & 0x7f; /* wait(2): the low seven bits, 0 for an ordinary exit */
      leave(signal ? 128 + signal : (status >> 8) & 0xff);
    }
  }
}

/* Everything after the stack was found; argc, argv and envp lie there as the kernel put them. */
__attribute__((used, noreturn)) void start(u64 *stack) {
  long argc = (long)stack[0];
  char **argv = (char **)(stack + 1);
  char **envp = argv + argc + 1;
  if (argc < 3) {
    leave(FAILED);
  }
  if (call(SYS_getpid, 0, 0, 0, 0, 0) == 1) {
    without_input();
  }
  wait_at(argv[1]);

  /* From here on signals wait in the kernel until rt_sigtimedwait takes them, so none is lost
   * and no handler is needed. The child gets the mask back. */
  u64 all = ~0UL;
  u64 before = 0;
  call(SYS_rt_sigprocmask, SIG_SETMASK, (long)&all, (long)&before, sizeof all, 0);
  long child = call(SYS_clone, SIGCHLD, 0, 0, 0, 0); /* as fork does */
  if (child == 0) {
    call(SYS_rt_sigprocmask, SIG_SETMASK, (long)&before, 0, sizeof before, 0);
    leave(become(argv + 2, envp));
  }
  if (child < 0) {
    leave(FAILED);
  }
  for (;;) {
    /* SIGKILL and SIGSTOP cannot be blocked; the kernel ignores them in the mask. */
    long signal = call(SYS_rt_sigtimedwait, (long)&all, 0, 0, sizeof all, 0);
    if (signal == SIGCHLD) {
      reap(child);
    } else if (signal > 0) {
      call(SYS_kill, child, signal, 0, 0, 0);
    }
  }
}

/* The entry point: hands the untouched stack pointer on and aligns the stack as C expects it. */
#if defined(__x86_64__)
__asm__(".globl _start\n_start:\n\txor %ebp, %ebp\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall start\n");
#else
__asm__(".globl _start\n_start:\n\tmov x29, #0\n\tmov x30, #0\n\tmov x0, sp\n\tb start\n");
#endif
