package dev.bailey.rego.bench;

import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import dev.bailey.rego.vectors.JsonFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured of one benchmark.
 *
 * @param nanos of one evaluation
 * @param bytes that one evaluation allocated
 * @param prepareMillis from the texts to a query that can be evaluated, once warm
 * @param opaNanos of one evaluation by OPA; 0 if it was not measured
 */
record Figures(double nanos, double bytes, double prepareMillis, double opaNanos) {

  Figures withOpa(double measured) {
    return new Figures(nanos, bytes, prepareMillis, measured);
  }

  static Map<String, Figures> load(Path file) throws IOException {
    Map<String, Figures> all = new LinkedHashMap<>();
    ((RegoObject) JsonFile.read(file))
        .forEach((name, value) -> {
          RegoObject o = (RegoObject) value;
          all.put(
              ((RegoString) name).text(),
              new Figures(
                  number(o, "ns"),
                  number(o, "bytes"),
                  number(o, "prepare_ms"),
                  number(o, "opa_ns")));
        });
    return all;
  }

  static void save(Map<String, Figures> all, Path file) throws IOException {
    RegoObject.Builder out = RegoObject.builder();
    all.forEach((name, f) ->
        out.put(
            name,
            RegoObject.builder()
                .put("ns", number(f.nanos))
                .put("bytes", number(f.bytes))
                .put("prepare_ms", number(f.prepareMillis))
                .put("opa_ns", number(f.opaNanos))
                .build()));
    Files.writeString(file, out.build().toJson() + "\n");
  }

  private static double number(RegoObject o, String key) {
    return o.get(key) instanceof RegoNumber n ? n.doubleValue() : 0;
  }

  private static Value number(double value) {
    return RegoNumber.parse(
        BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).toPlainString());
  }
}
