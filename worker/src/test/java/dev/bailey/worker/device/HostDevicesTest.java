package dev.bailey.worker.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Devices.Found;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specifications in a folder, with devices that every Linux has. */
class HostDevicesTest {
  private static final String NODE =
      "\"deviceNodes\": [{\"path\": \"/dev/null\", \"hostPath\": \"/dev/null\"}]";

  @TempDir Path dir;
  private Path folder;
  private HostDevices host;

  @BeforeEach
  void aFolder() throws IOException {
    Path real = dir.toRealPath();
    folder = Files.createDirectory(real.resolve("cdi"));
    host = new HostDevices(List.of(folder), Files.createDirectory(real.resolve("home")));
  }

  private void write(String file, String text) throws IOException {
    Path path = Files.writeString(folder.resolve(file), text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static String spec(String version, String edits) {
    return "{\"cdiVersion\": \""
        + version
        + "\", \"kind\": \"v.com/gpu\", \"devices\":"
        + " [{\"name\": \"0\", \"containerEdits\": {"
        + edits
        + "}}]}";
  }

  private String refused(String name) {
    return host.find(name) instanceof Found.Not(String reason) ? reason : "it is given";
  }

  private Device given(String name) {
    return switch (host.find(name)) {
      case Found.There(Device device) -> device;
      case Found.Not(String reason) -> throw new AssertionError(reason);
    };
  }

  @Test
  void aDeviceIsResolvedToNodesFilesAndVariables() throws IOException {
    Path library = Files.writeString(dir.toRealPath().resolve("lib.so"), "x");
    String text =
        """
        cdiVersion: 0.5.0
        kind: v.com/gpu
        devices:
        - name: "0"
          containerEdits:
            deviceNodes: [{path: /dev/null, hostPath: /dev/null, type: c, major: 1, minor: 3}]
            env: [GPU=0]
        containerEdits:
          mounts: [{hostPath: %s, containerPath: /opt/lib.so, options: [ro, nosuid]}]
          hooks: [{hookName: createContainer, path: /usr/bin/true, args: [a]}]
        """
            .formatted(library);
    write("a.yaml", text);
    Device device = given("v.com/gpu=0");
    assertThat(device.spec())
        .isEqualTo(Digest.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(device.nodes())
        .containsExactly(new Device.Node("/dev/null", "/dev/null", "c", 1, 3, 0666, "rw"));
    assertThat(device.mounts())
        .containsExactly(new Device.Mount(library.toString(), "/opt/lib.so"));
    assertThat(device.environment()).containsExactly("GPU=0");
    assertThat(device.hooks()).hasSize(1);
    assertThat(host.list()).containsEntry("v.com/gpu=0", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0.2.0 | "env": ["A=1"]                                              | is not known here
          1.0.0 | "env": ["A=1"]                                              | is not known here
          0.4.0 | "deviceNodes": [{"path": "/dev/a", "hostPath": "/dev/null"}] | since version 0.5.0
          0.5.0 | "env": ["A=1"], "surprise": 1                               | unknown field
          0.5.0 | "env": ["A=1"], "env": ["A=2"]                              | env
          0.5.0 | "env": ["LD_PRELOAD=/x"]                                    | load other code
          0.5.0 | "env": ["=1"]                                               | NAME=value
          0.7.0 | "additionalGids": [44]                                      | its own group
          0.7.0 | "intelRdt": {"closID": "x"}                                 | not divided
          0.8.0 | "netDevices": []                                            | network interfaces
          0.5.0 | "deviceNodes": [{"path": "/dev/a", "hostPath": "/dev/null"}] | keeps the name
          0.5.0 | "deviceNodes": [{"path": "/dev/a", "hostPath": "/etc/passwd"}] | not below /dev
          0.5.0 | "deviceNodes": [{"path": "/dev/a", "hostPath": "/dev/shm"}] | no device node
          0.5.0 | "deviceNodes": [{"path": "/dev/a", "hostPath": "/dev/nosuch"}] | not on this host
          0.5.0 | "deviceNodes": [{"path": "/dev/a", "hostPath": "/dev/null", "minor": 4}] | otherwise
          0.5.0 | "deviceNodes": [{"path": "/dev/a", "hostPath": "/dev/null", "permissions": "m"}] | neither
          0.5.0 | "deviceNodes": [{"path": "/dev/a", "hostPath": "/dev/null", "uid": 0}] | keeps its owner
          0.5.0 | "deviceNodes": [{"path": "/dev/../x", "hostPath": "/dev/null"}] | plain absolute path
          0.5.0 | "mounts": [{"hostPath": "/nosuch", "containerPath": "/a"}]  | not on this host
          0.5.0 | "mounts": [{"hostPath": "/usr", "containerPath": "/a", "options": ["rw"]}] | for reading only
          """)
  void whatCannotBeReliedOnIsRefused(String version, String edits, String why) throws IOException {
    write("a.json", spec(version, edits));
    assertThat(refused("v.com/gpu=0")).contains("a.json").contains(why);
    assertThat(host.list()).isNotEmpty();
  }

  @Test
  void filesThatOthersCanChangeAreRefused() throws IOException {
    write("a.json", spec("0.5.0", NODE));
    Path file = folder.resolve("a.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(refused("v.com/gpu=0")).contains("a.json").contains("changed by others");
    Files.move(file, dir.resolve("b.json"));
    Files.createSymbolicLink(file, dir.resolve("b.json"));
    assertThat(refused("v.com/gpu=0")).contains("a.json").contains("not a plain file");
    Files.delete(file);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(refused("v.com/gpu=0")).contains("changed by others");
  }

  @Test
  void oneNameInTwoFilesIsNoDevice() throws IOException {
    write("a.json", spec("0.5.0", NODE));
    write("b.json", spec("0.6.0", NODE));
    assertThat(refused("v.com/gpu=0")).contains("a.json").contains("b.json");
  }

  @Test
  void aBrokenFileOfAnotherKindIsItsOwnMatter() throws IOException {
    write("a.json", spec("0.5.0", NODE));
    write("b.json", spec("9.9.9", NODE).replace("v.com", "w.com"));
    assertThat(given("v.com/gpu=0").nodes()).hasSize(1);
    write("c.json", "{");
    assertThat(refused("v.com/gpu=0")).contains("c.json");
  }

  @Test
  void linksAndTheHomeAreNotMounted() throws IOException {
    Path home = host.home();
    Path link = Files.createSymbolicLink(dir.toRealPath().resolve("l"), Path.of("/etc/passwd"));
    for (Path path : List.of(link, home, dir.toRealPath())) {
      write(
          "a.json",
          spec(
              "0.5.0",
              "\"mounts\": [{\"hostPath\": \"%s\", \"containerPath\": \"/a\"}]".formatted(path)));
      assertThat(refused("v.com/gpu=0")).contains(path.toString());
    }
  }

  @Test
  void whatWasEditedIsAnotherDevice() throws IOException {
    write("a.json", spec("0.5.0", NODE));
    Device before = given("v.com/gpu=0");
    write("a.json", spec("0.5.0", NODE) + "\n");
    assertThat(given("v.com/gpu=0")).isNotEqualTo(before);
  }
}
