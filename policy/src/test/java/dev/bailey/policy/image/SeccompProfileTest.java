package dev.bailey.policy.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.interpreter.Tried;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles in the form that is measured. */
class SeccompProfileTest {
  @Test
  void keepsWhatCountsInOrder() {
    String profile =
        """
        {"syscalls": [{"args": [], "errnoRet": 0, "action": "A", "names": ["read"], "more": 1}],
         "flags": [], "defaultErrnoRet": null, "DEFAULTACTION": "<D>", "comment": "none"}
        """;
    assertThat(SeccompProfile.canonical(profile))
        .isEqualTo(
            Tried.done(
                "{\"defaultAction\":\"\\u003cD\\u003e\",\"syscalls\":"
                    + "[{\"names\":[\"read\"],\"action\":\"A\",\"errnoRet\":0}]}"));
  }

  @Test
  void noProfileHasNoMeasure() {
    assertThat(SeccompProfile.measure("null")).isEqualTo(Tried.done(""));
    assertThat(SeccompProfile.measure("{}").orNothing().orElseThrow()).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"defaultAction\": 1}",
        "{\"defaultErrnoRet\": -1}",
        "{\"defaultErrnoRet\": 4294967296}",
        "{\"syscalls\": [{\"args\": [{\"value\": 18446744073709551616}]}]}",
        "{\"syscalls\": [{\"names\": \"read\"}]}",
      })
  void refusesWhatIsNoProfile(String profile) {
    assertThat(SeccompProfile.measure(profile)).isInstanceOf(Tried.Failed.class);
  }
}
