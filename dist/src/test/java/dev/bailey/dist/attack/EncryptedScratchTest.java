package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bailey.dist.Bailey;
import dev.bailey.sys.EncryptedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads the disk on which a job writes, and what the policy is told about it. */
@Tag("container")
class EncryptedScratchTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static final String MARK = "patient 4711, born in a year that nobody else should know";
  private static final String PLAIN =
      "resources: {disk: 64MB}\nsandbox: {encrypted_scratch: false}\n";
  private static final String ENCRYPTED =
      "resources: {disk: 64MB}\nsandbox: {encrypted_scratch: true}\n";

  /** Writes to both places, onto the disk, and waits to be ended. */
  private static final String WRITES =
      """
      for place in (os.environ['SCRATCH_DIR'], os.environ['OUTPUT_DIR']):
          with open(place + '/notes', 'w') as f:
              f.write('%s\\n' * 2000)
              f.flush(); os.fsync(f.fileno())
      print('ready', flush=True)
      time.sleep(60)
      """
          .formatted(MARK);

  private static Yard yard;
  @TempDir static Path dir;

  @BeforeAll
  static void setUp() throws Exception {
    assumeTrue(EncryptedFiles.offered(), "needs a kernel whose ext4 can encrypt");
    yard = Yard.ofHouse(dir);
  }

  @AfterAll
  static void tearDown() {
    if (EncryptedFiles.offered()) {
      yard.close();
    }
  }

  private static String begun(String more) throws Exception {
    Bailey.Ran ran = yard.submit(more, WRITES);
    assertThat(ran.code()).as(ran.all()).isZero();
    Matcher job = JOB.matcher(ran.all());
    assertThat(job.find()).as(ran.all()).isTrue();
    yard.awaitLine(job.group(), Pattern.compile("(ready)"));
    return job.group();
  }

  private static void ended(String job) {
    yard.bailey().run("cancel", job);
    yard.bailey().run("logs", "-f", job);
  }

  /** The file that holds what the job writes; its name says nothing. */
  private static boolean onDisk() throws IOException {
    try (Stream<Path> tree = Files.walk(yard.bailey().home().resolve("run"), 2)) {
      List<Path> volumes = tree.filter(p -> p.endsWith("volume")).toList();
      assertThat(volumes).hasSize(1);
      return new String(Files.readAllBytes(volumes.getFirst()), StandardCharsets.ISO_8859_1)
          .contains(MARK);
    }
  }

  @Test
  void whatAJobWritesIsNotReadableOnTheDisk() throws Exception {
    String job = begun("resources: {disk: 64MB}");
    assertThat(onDisk()).isFalse();
    ended(job);
    assertThat(yard.verified(job)).contains("scratch and outputs encrypted");
  }

  @Test
  void withoutEncryptionItIs() throws Exception {
    String job = begun(PLAIN);
    assertThat(onDisk()).isTrue();
    ended(job);
    assertThat(yard.verified(job)).doesNotContain("encrypted");
  }

  @Test
  void outputsComeOutAsTheyWereWritten() throws IOException {
    Bailey.Ran ran =
        yard.run(
            ENCRYPTED + "outputs: [notes]\n",
            "open(os.environ['OUTPUT_DIR'] + '/notes', 'w').write('%s')".formatted(MARK));
    assertThat(ran.code()).as(ran.all()).isZero();
    Matcher job = JOB.matcher(ran.all());
    assertThat(job.find()).isTrue();
    Path notes = yard.bailey().home().resolve("outputs").resolve(job.group()).resolve("1/notes");
    assertThat(notes).hasContent(MARK);
  }

  @Test
  void aPolicyThatWantsItRefusesWhatIsNotEncrypted() throws Exception {
    try (Yard strict = Yard.ofHouse(dir)) {
      strict
          .bailey()
          .amendPolicy(house ->
              house
                  + """

                  objections.scratch_mount contains bailey.objection("encrypted", "encrypted scratch", "true") if {
                  	not input.encrypted
                  }
                  """);
      Bailey.Ran refused = strict.run(PLAIN, "print('ran')");
      assertThat(refused.code()).as(refused.all()).isEqualTo(10);
      assertThat(refused.all()).contains("encrypted scratch").doesNotContain("ran\n");
      Bailey.Ran admitted = strict.run("", "print('ran')");
      assertThat(admitted.code()).as(admitted.all()).isZero();
    }
  }

  @Test
  void aDirectoryThatIsNotEncryptedAsDecidedEndsTheAttempt() throws Exception {
    yard.agent(Wall.ENCRYPTION, "");
    try {
      Bailey.Ran ran = yard.run(ENCRYPTED, "print('ran')");
      assertThat(ran.code()).as(ran.all()).isNotZero();
      assertThat(ran.all()).contains("decided was").contains("encrypted").doesNotContain("ran\n");
    } finally {
      yard.agent(Wall.NONE, "");
    }
  }
}
