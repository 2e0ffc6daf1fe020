package dev.bailey.job.resolve;

import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.LoaderVariables;
import dev.bailey.job.plan.Network;
import dev.bailey.job.spec.JobSpec;
import dev.bailey.job.spec.NetworkSpec;
import dev.bailey.job.spec.Problem;
import dev.bailey.job.spec.Shown;
import dev.bailey.job.spec.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The complete environment of the workload: the image's variables, then the job's, then Bailey's.
 *
 * <p>{@code JOB_ID} and {@code ATTEMPT} are not among them: the digest of the plan is decided
 * before the job has an id, and every attempt of a job shares one plan.
 */
final class Environment {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Environment() {}

  static List<String> of(JobSpec spec, Image image, List<Device> devices, List<Problem> problems) {
    Map<String, String> all = new TreeMap<>();
    // An image for another host may set them; the job itself should know that it cannot.
    image.environment().stream()
        .filter(entry -> !Variables.choosesDevices(name(entry)))
        .filter(entry -> devices.isEmpty() || !LoaderVariables.is(name(entry)))
        .forEach(entry -> add(entry, all, image, problems));
    if (!devices.isEmpty()) {
      spec.env().keySet().stream()
          .filter(LoaderVariables::is)
          .forEach(name ->
              problems.add(
                  Problem.everywhere(
                      "env."
                          + name
                          + ": makes programs load other code, which no job with a device may have"
                          + " from outside; set it in the job's own script")));
    }
    all.putAll(spec.env());
    String threads = String.valueOf((spec.limits().cpuMillis() + 999) / 1000);
    Map.of(
            "PATH", PATH,
            "LANG", "C.UTF-8",
            "OMP_NUM_THREADS", threads,
            "OPENBLAS_NUM_THREADS", threads)
        .forEach(all::putIfAbsent);
    all.putAll(
        Map.of(
            "HOME", "/tmp",
            "HOSTNAME", spec.name(),
            "TMPDIR", "/tmp",
            "JOB_NAME", spec.name(),
            "INPUT_DIR", "/in",
            "OUTPUT_DIR", "/out",
            "SCRATCH_DIR", "/scratch"));
    if (spec.network().proxyVariables()) {
      proxy(spec.network(), all, problems);
    }
    devices.forEach(device -> device.environment().forEach(e -> add(e, device, all, problems)));
    return all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  /** Only for TLS: the broker serves nothing else. What is listed directly goes by itself. */
  private static void proxy(NetworkSpec network, Map<String, String> all, List<Problem> problems) {
    List<String> direct = new ArrayList<>(List.of("localhost", "127.0.0.1"));
    network.allowed().forEach(w -> direct.add(w.endpoint().host().text()));
    String broker = "http://" + Network.BROKER_ADDRESS + ":" + Network.BROKER_PORT;
    String without = String.join(",", direct.stream().distinct().toList());
    Map.of("HTTPS_PROXY", broker, "https_proxy", broker, "NO_PROXY", without, "no_proxy", without)
        .forEach((name, value) -> {
          if (all.putIfAbsent(name, value) != null) {
            problems.add(
                Problem.everywhere(
                    "network: proxy_variables would replace "
                        + name
                        + ", which the job or its image sets; remove one of them"));
          }
        });
  }

  /** What comes with a device never replaces what is there. */
  private static void add(
      String entry, Device device, Map<String, String> all, List<Problem> problems) {
    String name = entry.substring(0, entry.indexOf('='));
    String value = entry.substring(entry.indexOf('=') + 1);
    if (!all.getOrDefault(name, value).equals(value)) {
      problems.add(
          Problem.everywhere(
              "device "
                  + device.name()
                  + ": sets "
                  + Shown.quoted(name)
                  + ", which the job, its image or another device sets differently; remove one of"
                  + " them"));
    }
    all.put(name, value);
  }

  private static String name(String entry) {
    int equals = entry.indexOf('=');
    return equals < 0 ? entry : entry.substring(0, equals);
  }

  private static void add(
      String entry, Map<String, String> all, Image image, List<Problem> problems) {
    int equals = entry.indexOf('=');
    String name = name(entry);
    String value = equals < 0 ? "" : entry.substring(equals + 1);
    if (equals < 0) {
      refuse(name, "has no value and would take the host's", image, problems);
      return;
    }
    Variables.nameFault(name)
        .or(() -> Variables.valueFault(value))
        .ifPresent(fault -> refuse(name, fault, image, problems));
    if (all.put(name, value) != null) {
      refuse(name, "is given twice", image, problems);
    }
  }

  private static void refuse(String name, String fault, Image image, List<Problem> problems) {
    problems.add(
        Problem.everywhere(
            "image "
                + Shown.quoted(image.reference())
                + ": its variable "
                + Shown.quoted(name)
                + " "
                + fault
                + "; build the image without it"));
  }
}
