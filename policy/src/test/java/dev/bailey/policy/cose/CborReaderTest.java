package dev.bailey.policy.cose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.interpreter.Tried;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strict reading of CBOR. */
class CborReaderTest {
  @Test
  void readsWhatIsThere() {
    assertThat(read("a2016161386302"))
        .isEqualTo(
            new Tried.Done<>(
                new Cbor.Entries(
                    Map.of(
                        Cbor.Whole.of(1),
                        new Cbor.Text("a"),
                        Cbor.Whole.of(-100),
                        Cbor.Whole.of(2)))));
    assertThat(read("1bffffffffffffffff"))
        .isEqualTo(
            new Tried.Done<>(new Cbor.Whole(BigInteger.TWO.pow(64).subtract(BigInteger.ONE))));
    assertThat(read("3bffffffffffffffff"))
        .isEqualTo(new Tried.Done<>(new Cbor.Whole(BigInteger.TWO.pow(64).negate())));
    assertThat(read("f93c00")).isEqualTo(new Tried.Done<>(new Cbor.Real(1)));
    assertThat(read("d2f6"))
        .isEqualTo(
            new Tried.Done<>(
                new Cbor.Tagged(BigInteger.valueOf(18), new Cbor.Simple(Cbor.Simple.NULL))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "0000", // something after the end
        "5f4101ff", // a string of unknown length
        "9f01ff", // an array of unknown length
        "bf0101ff", // a map of unknown length
        "ff", // an end of nothing
        "a201010102", // a key twice
        "a2010118 0102", // a key twice, written in two ways
        "a180 00", // a key that is an array
        "61ff", // a text that is not UTF-8
        "62c3", // a text that ends too early
        "1c", // a reserved length
        "f818", // a simple value in the longer way
        "9affffffff00", // more items than bytes
        "5bffffffffffffffff", // more bytes than can be
      })
  void refuses(String hex) {
    assertThat(read(hex.replace(" ", ""))).isInstanceOf(Tried.Failed.class);
  }

  @Test
  void refusesDepth() {
    byte[] deep = new byte[100_000];
    Arrays.fill(deep, (byte) 0x81);
    assertThat(CborReader.read(deep)).isInstanceOf(Tried.Failed.class);
  }

  @Test
  void readsOrRefusesAnything() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      assertThat(CborReader.read(bytes)).isNotNull();
    }
  }

  private static Tried<Cbor> read(String hex) {
    return CborReader.read(HexFormat.of().parseHex(hex));
  }
}
