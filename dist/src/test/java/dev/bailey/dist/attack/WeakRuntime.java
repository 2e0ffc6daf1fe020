package dev.bailey.dist.attack;

import dev.bailey.dist.Bailey;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A container runtime of one home that makes another container than it is asked for, so that a wall
 * is left out without a word. Changes are Python over {@code c}, the configuration of the Open
 * Container Initiative; {@code p} is its process and {@code x} its Linux part. A command in a
 * container has {@code p} only.
 */
final class WeakRuntime {
  /** Nothing is changed. */
  static final String STRONG = "";

  /** No user namespace: ids inside are those of the host. */
  static final String HOST_IDS =
      """
      x['namespaces'] = [n for n in x['namespaces'] if n['type'] != 'user']
      x['uidMappings'] = x['gidMappings'] = []
      """;

  /** Root with every capability of this host and every call, and the kernel's files open. */
  static final String ALL_RIGHTS =
      HOST_IDS
          + """
          p['user'] = {'uid': 0, 'gid': 0, 'umask': 0o22}
          p['noNewPrivileges'] = False
          p['capabilities'] = {k: host_capabilities() for k in
              ('bounding', 'effective', 'permitted', 'inheritable', 'ambient')}
          x.pop('seccomp', None)
          x['maskedPaths'] = x['readonlyPaths'] = []
          x['resources']['devices'] = [{'allow': True, 'access': 'rwm'}]
          c['root']['readonly'] = False
          """;

  private static final String PROGRAM =
      """
      #!/usr/bin/python3
      import json, os, sys

      NAMES = '''chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap
      linux_immutable net_bind_service net_broadcast net_admin net_raw ipc_lock ipc_owner
      sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice
      sys_resource sys_time sys_tty_config mknod lease audit_write audit_control setfcap
      mac_override mac_admin syslog wake_alarm block_suspend audit_read'''.split()

      def host_capabilities():
          with open('/proc/self/status') as f:
              kept = [int(l.split()[1], 16) for l in f if l.startswith('CapBnd')][0]
          return ['CAP_' + n.upper() for i, n in enumerate(NAMES) if kept >> i & 1]

      def changed(path, whole):
          with open(path) as f:
              read = json.load(f)
          c = read if whole else {'process': read}
          p, x = c['process'], c.get('linux', {})
          with open('CHANGE') as f:
              exec(f.read())
          with open(path, 'w') as f:
              json.dump(read, f)

      if '--bundle' in sys.argv:
          changed(sys.argv[sys.argv.index('--bundle') + 1] + '/config.json', True)
      if '--process' in sys.argv:
          changed(sys.argv[sys.argv.index('--process') + 1], False)
      os.execv('RUNTIME', ['RUNTIME'] + sys.argv[1:])
      """;

  private final Path change;

  private WeakRuntime(Path change) {
    this.change = change;
  }

  /** Puts it into the place of the runtime that a home has chosen; its agent must not run. */
  static WeakRuntime in(Bailey bailey) throws IOException {
    Path folder = bailey.home().resolve("podman");
    Path memory = folder.resolve("runtime.json");
    String remembered = Files.readString(memory);
    String name = remembered.contains("\"runtime\":\"crun\"") ? "crun" : "runc";
    String real =
        Range.output(List.of("sh", "-c", "PATH=/usr/sbin:/usr/bin command -v " + name)).strip();
    Path change = Files.writeString(folder.resolve("change.py"), STRONG);
    Path program =
        Files.writeString(
            folder.resolve(name),
            PROGRAM.replace("CHANGE", change.toString()).replace("RUNTIME", real));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Path conf = folder.resolve("containers.conf");
    byte[] before = Files.readAllBytes(conf);
    Files.writeString(
        conf,
        new String(before, StandardCharsets.UTF_8)
            + "[engine.runtimes]\n%s = [\"%s\"]\n".formatted(name, program));
    Files.writeString(
        memory,
        remembered.replace(Digest.of(before).hex(), Digest.of(Files.readAllBytes(conf)).hex()));
    return new WeakRuntime(change);
  }

  /** What it does to the next containers. */
  void changes(String python) throws IOException {
    Files.writeString(change, python);
  }
}
