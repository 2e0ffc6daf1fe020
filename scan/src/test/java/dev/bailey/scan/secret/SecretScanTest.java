package dev.bailey.scan.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C7. The values are made up and put together here, so that no other scanner finds this file. */
class SecretScanTest {
  private static final String HEX32 = "9f86d081884c7d65" + "9a2feaa0c55ad015";
  private static final String HEX64 = HEX32 + "a3bf4f1b2b0b822c" + "d15d6c15b0f00a08";
  private static final String UUID = "3f2a9c1e-5b7d-4e8f-" + "a1b2-c3d4e5f60718";

  private static List<Suspicion> found(String name, String text) {
    return SecretScan.of(name, text.replace("~", "").getBytes(StandardCharsets.UTF_8));
  }

  private static String filled(String text) {
    return text.replace("HEX32", HEX32).replace("HEX64", HEX64).replace("UUID", UUID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRIVATE_KEY|a.py|-----BEGIN ~RSA PRIVATE KEY-----",
        "PRIVATE_KEY|id|-----BEGIN ~OPENSSH PRIVATE KEY-----",
        "PRIVATE_KEY|a.json|{`k`: `-----BEGIN ~PRIVATE KEY-----\\nMII`}",
        "CLOUD_TOKEN|a.py|x = boto('AKIA~QWERTYUIOPASDFGH')",
        "CLOUD_TOKEN|a.txt|key AIza~SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
        "CLOUD_TOKEN|a.py|client('sk-~proj-Ab12Cd34Ef56Gh78Ij90Kl12')",
        "CLOUD_TOKEN|a.rb|Stripe 'sk_~live_4eC39HqLyjWDarjtT1zdp7dc'",
        "CLOUD_TOKEN|a.sh|curl -d xox~b-2345678901-abcdefGHIJ",
        "FORGE_TOKEN|a.sh|git clone with ghp_~aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6",
        "FORGE_TOKEN|a.sh|glpat-~aB3dE6gH9jK2mN5pQ8sT",
        "FORGE_TOKEN|a.py|login('hf_~aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH')",
        "JSON_WEB_TOKEN|a.js|'Bearer"
            + " eyJ~hbGciOiJIUzI1NiJ9.eyJ~zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N'",
        "URL_CREDENTIALS|a.py|create_engine('postgresql://app:h4nter2~@db/x')",
        "URL_CREDENTIALS|package-lock.json|`resolved`: `https://u:p4ss~w0rd@registry/x.tgz`",
        "KEY_MATERIAL|a.py|API_KEY = 'HEX32'",
        "KEY_MATERIAL|a.py|encryption_key = `HEX64`",
        "KEY_MATERIAL|a.json|{`apiKey`: `UUID`}",
        "KEY_MATERIAL|a.yaml|client-secret: aB3dE6gH9jK2mN5p",
        "KEY_MATERIAL|.env|WANDB_API_KEY=HEX32~a1b2c3d4",
        "KEY_MATERIAL|a.py|requests.get(u, token=HEX32)",
        "KEY_MATERIAL|a.ipynb|   `os.environ[\\`HF_TOKEN\\`] = 1\\n`, `token ="
            + " \\`aB3dE6gH9jK2mN5p\\``",
        "PASSWORD|a.py|password = 'hunt~er2'",
        "PASSWORD|a.py|connect(user='a', passwd='ab~c1')",
        "PASSWORD|.env|DB_PASSWORD=tr0ub4dor",
        "PASSWORD|a.yml|  db.password: qwerty",
        "PASSWORD|a.ini|pwd = s3cr3t!"
      })
  void c7Found(String row) {
    String[] parts = row.split("[|]", 3);
    String text = "# first\n" + filled(parts[2].replace('`', '"')) + "\n# last\n";
    assertThat(found(parts[1], text))
        .containsExactly(new Suspicion(2, SecretKind.valueOf(parts[0])));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.md|commit HEX32~a1b2c3d4 of yesterday",
        "Dockerfile|FROM python@sha256:HEX64",
        "poetry.lock|{file = `x.whl`, hash = `sha256:HEX64`}",
        "requirements.txt|numpy==2.1 --hash=sha256:HEX64",
        "package-lock.json|`integrity`: `sha512-aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6==`",
        "uv.lock|source = { registry = `https://packages.example/simple` }",
        "train.csv|UUID,0.5,HEX32",
        "a.json|{`id`: `UUID`, `md5`: `HEX32`, `checksum`: `HEX64`}",
        "a.html|<img src=`data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA`>",
        "a.pem|-----BEGIN CERTIFICATE-----",
        "a.pem|-----BEGIN PUBLIC KEY-----",
        "a.py|tokenizer.pad_token = '<pad>'",
        "a.json|`eos_token`: `<|endoftext|>`",
        "a.json|`bos_token_id`: 50256, `max_new_tokens`: 4096",
        "a.py|token = get_token()",
        "a.py|password = os.environ['DB_PASSWORD']",
        "a.py|password = getpass.getpass('password: ')",
        "a.py|key = 'model.layers.0.self_attn.q_proj.weight'",
        "a.py|api_key = args.api_key",
        "a.py|for key in sorted(d): total += d[key]",
        "a.yaml|password: ${DB_PASSWORD}",
        "a.yaml|password: '{{ vault.db }}'",
        "a.yaml|token_file: /run/secrets/token",
        "a.yaml|secrets: [hf-token]",
        "a.env|API_KEY=changeme",
        "a.md|https://user:password@example.com/",
        "a.md|set API_KEY=your_api_key_here",
        "a.py|cache_key = `HEX32`",
        "a.py|primary_key = 'UUID'",
        "a.py|dtype: Key[Array, ''] = jax.random.key(0)"
      })
  void c7NotFound(String row) {
    String[] parts = row.split("[|]", 2);
    assertThat(found(parts[0], filled(parts[1].replace('`', '"')))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HF_TOKEN", "WANDB_API_KEY", "DB_PASSWORD", "AWS_SECRET_ACCESS_KEY", "apiKey"})
  void namesOfVariablesThatTell(String name) {
    assertThat(SecretScan.isSecretVariable(name, "abc123")).isTrue();
    assertThat(SecretScan.isSecretVariable(name, "/run/secrets/x")).isFalse();
    assertThat(SecretScan.isSecretVariable(name + "_FILE", "abc123")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SEED",
        "TOKENIZERS_PARALLELISM",
        "MAX_TOKENS",
        "PAD_TOKEN",
        "PATH",
        "KEYS",
        "BYPASS"
      })
  void namesOfVariablesThatDoNot(String name) {
    assertThat(SecretScan.isSecretVariable(name, "abc123")).isFalse();
  }

  @Test
  void whatIsNoTextIsNotLookedAt() {
    assertThat(found("model.bin", "\0password = 'hunter2'\n")).isEmpty();
  }

  @Test
  void theEndOfALongLineIsSeen() {
    String line = "\"" + "x ".repeat(100_000) + "\", \"password\": \"hunt~er2\"";
    assertThat(found("a.json", "\n" + line)).containsExactly(new Suspicion(2, SecretKind.PASSWORD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "=", ":", "a.", "key=", "eyJ", "a://", "\\\"", "-----BEGIN A ", "xoxb-"})
  void aHostileFileCostsNoMoreThanItsLength(String piece) {
    String text = piece.repeat((2 << 20) / piece.length());
    assertThat(found("a.yaml", text)).hasSizeLessThanOrEqualTo(SecretScan.MAX_FOUND);
  }
}
