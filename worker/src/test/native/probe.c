/*
 * Tries system calls and says what came of them, one line each: "errno N" (0: it worked) or
 * "signal N". Each argument is one call: MODE:NUMBER[:ARGUMENT...] with MODE n (native),
 * i (32-bit by int 0x80) or x (x32 numbers). Each runs in a child of its own.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static long native(long nr, const long *a) {
  long r;
  register long r10 __asm__("r10") = a[3];
  register long r8 __asm__("r8") = a[4];
  register long r9 __asm__("r9") = a[5];
  __asm__ volatile("syscall" : "=a"(r)
                   : "a"(nr), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return r;
}

static long int80(long nr) {
  long r;
  __asm__ volatile("int $0x80" : "=a"(r) : "a"(nr), "b"(0L), "c"(0L), "d"(0L)
                   : "memory", "r8", "r9", "r10", "r11");
  return r;
}

/* An argument: a number, @ for 4 KiB of zeros, or a word in quotes. */
static long argument(char *text) {
  static char zeros[7][4096] __attribute__((aligned(4096)));
  static int used;
  size_t length = strlen(text);
  if (text[0] == '@') return (long)zeros[used++];
  if (text[0] == '\'') {
    text[length - 1] = 0;
    return (long)(text + 1);
  }
  return (long)strtoull(text, 0, 0);
}

static int attempt(char *text) {
  long a[7] = {0};
  int n = 0;
  for (char *p = strtok(text + 2, ":"); p && n < 7; p = strtok(0, ":")) a[n++] = argument(p);
  long pid = getpid();
  long r = text[0] == 'i' ? int80(a[0]) : native(text[0] == 'x' ? a[0] | 0x40000000 : a[0], a + 1);
  if (getpid() != pid) _exit(0); /* a call that made a process returns twice */
  return r < 0 && r > -4096 ? (int)-r : 0;
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    int status = 0;
    pid_t child = fork();
    if (child == 0) _exit(attempt(argv[i]));
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) printf("signal %d\n", WTERMSIG(status));
    else printf("errno %d\n", WEXITSTATUS(status));
    fflush(stdout);
  }
  return 0;
}
