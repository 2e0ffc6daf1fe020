package dev.bailey.dist;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A registry of its own on this host: what the OCI distribution specification needs for a pull. */
public final class Registry implements AutoCloseable {
  private static final char[] PASSWORD = "registry".toCharArray();
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final HttpsServer server;
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

  /** What a request must bring; empty if everybody may read. */
  private volatile String wanted = "";

  /** Values of {@code Authorization} that came, refused ones among them. */
  public final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** Paths that were asked for. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  private Registry(HttpsServer server) {
    this.server = server;
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Opens one whose certificate the engine of a home accepts, and nobody else.
   *
   * @param work an empty directory
   * @param engine the directory of the home's engine
   */
  public static Registry open(Path work, Path engine) {
    try {
      Path store = work.resolve("registry.p12");
      keytool(
          store,
          "-genkeypair",
          "-keyalg",
          "EC",
          "-dname",
          "CN=registry",
          "-validity",
          "2",
          "-ext",
          "SAN=ip:127.0.0.1",
          "-ext",
          "bc:c");
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
      KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, PASSWORD);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(managers.getKeyManagers(), null, null);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      Registry registry = new Registry(server);
      Path trusted = engine.resolve(".config/containers/certs.d").resolve(registry.host());
      Files.createDirectories(trusted);
      Files.writeString(
          trusted.resolve("ca.crt"),
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(keys.getCertificate("mykey").getEncoded())
              + "\n-----END CERTIFICATE-----\n");
      return registry;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static void keytool(Path store, String... more) throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(more));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
    run(command);
  }

  static void run(List<String> command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] said = process.getInputStream().readAllBytes();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command + ": " + new String(said, StandardCharsets.UTF_8));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  /** From now on only this user may read. */
  public void protect(String user, String password) {
    wanted =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** Host and port as in a reference. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Puts an image of one layer there; gives its reference by digest. */
  public String push(String name, byte[] layer, List<String> entrypoint) {
    return push(
        name,
        layer,
        "amd64",
        Json.object()
            .put("Env", Json.strings(List.of("PATH=/bin")))
            .put("Entrypoint", Json.strings(entrypoint))
            .build());
  }

  /**
   * Puts an image of one layer there; gives its reference by digest.
   *
   * @param architecture what it says that it is for
   * @param settings its {@code config}
   */
  public String push(String name, byte[] layer, String architecture, Json settings) {
    Digest diff = blob(name, layer);
    Json config =
        Json.object()
            .put("architecture", architecture)
            .put("os", "linux")
            .put("config", settings)
            .put(
                "rootfs",
                Json.object()
                    .put("type", "layers")
                    .put("diff_ids", Json.strings(List.of("sha256:" + diff.hex())))
                    .build())
            .build();
    byte[] configured = config.canonical();
    Json manifest =
        Json.object()
            .put("schemaVersion", 2)
            .put("mediaType", MANIFEST)
            .put("config", part("config.v1+json", blob(name, configured), configured.length))
            .put("layers", Json.array(List.of(part("layer.v1.tar", diff, layer.length))))
            .build();
    byte[] bytes = manifest.canonical();
    Digest digest = Digest.of(bytes);
    contents.put("/v2/" + name + "/manifests/sha256:" + digest.hex(), bytes);
    return host() + "/" + name + "@sha256:" + digest.hex();
  }

  /** Puts an index there that names one image for an architecture; gives its reference. */
  public String index(String name, String image, String architecture) {
    byte[] manifest = contents.get(manifest(image));
    Json entry =
        Json.object()
            .put("mediaType", MANIFEST)
            .put("digest", image.substring(image.indexOf('@') + 1))
            .put("size", manifest.length)
            .put(
                "platform",
                Json.object().put("architecture", architecture).put("os", "linux").build())
            .build();
    byte[] bytes =
        Json.object()
            .put("schemaVersion", 2)
            .put("mediaType", INDEX)
            .put("manifests", Json.array(List.of(entry)))
            .build()
            .canonical();
    Digest digest = Digest.of(bytes);
    contents.put("/v2/" + name + "/manifests/sha256:" + digest.hex(), bytes);
    return host() + "/" + name + "@sha256:" + digest.hex();
  }

  private static Json part(String type, Digest digest, long size) {
    return Json.object()
        .put("mediaType", "application/vnd.oci.image." + type)
        .put("digest", "sha256:" + digest.hex())
        .put("size", size)
        .build();
  }

  private Digest blob(String name, byte[] bytes) {
    Digest digest = Digest.of(bytes);
    contents.put("/v2/" + name + "/blobs/sha256:" + digest.hex(), bytes);
    return digest;
  }

  /** Serves one changed byte wherever these bytes were served. */
  void corrupt(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[changed.length / 2] ^= 1;
    contents.replaceAll(
        (path, served) -> java.util.Arrays.equals(served, bytes) ? changed : served);
  }

  /** Serves one image's manifest in place of another's. */
  void swapManifests(String one, String other) {
    contents.put(manifest(one), contents.get(manifest(other)));
  }

  private static String manifest(String reference) {
    String name = reference.substring(reference.indexOf('/') + 1, reference.indexOf('@'));
    return "/v2/" + name + "/manifests/" + reference.substring(reference.indexOf('@') + 1);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      body.readAllBytes();
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      String said = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      if (!said.equals("null")) {
        authorizations.add(said);
      }
      if (!wanted.isEmpty() && !said.equals(wanted)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"registry\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      byte[] bytes = contents.get(path);
      if (path.equals("/v2/")) {
        exchange.sendResponseHeaders(200, -1);
      } else if (bytes == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Type",
                !path.contains("/manifests/")
                    ? "application/octet-stream"
                    : new String(bytes, StandardCharsets.UTF_8).contains(INDEX) ? INDEX : MANIFEST);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : bytes.length);
        if (!head) {
          exchange.getResponseBody().write(bytes);
        }
      }
    }
  }

  /** Takes with it what the engine has fetched from here. */
  @Override
  public void close() {
    server.stop(0);
    List<String> fetched =
        contents.keySet().stream()
            .filter(path -> path.contains("/manifests/sha256:"))
            .map(path -> host() + path.substring("/v2".length()).replace("/manifests/", "@"))
            .toList();
    List<String> command =
        new java.util.ArrayList<>(List.of("/usr/bin/podman", "rmi", "--ignore", "--force"));
    command.addAll(fetched);
    try {
      if (!fetched.isEmpty()) {
        run(command);
      }
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }
}
