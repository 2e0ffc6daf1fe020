# Shared by ./bailey, bin/dev and .ci/run: finds the JDK and Maven, builds what is missing.
# shellcheck shell=bash

BAILEY_ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
APP=$BAILEY_ROOT/dist/target/app

say() { printf '%s\n' "$*" >&2; }

# Sets JAVA_HOME to a JDK of version 25 or newer.
find_jdk() {
  local home version
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] && [ -r "$home/release" ] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    if [ "${version:-0}" -ge 25 ]; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  say "bailey needs a JDK 25 or newer and found none in JAVA_HOME or below /usr/lib/jvm"
  say "  on Debian 13:  apt-get install openjdk-25-jdk-headless"
  say "  elsewhere:     unpack https://adoptium.net/temurin/releases/?version=25 below /usr/lib/jvm,"
  say "                 or set JAVA_HOME to any JDK 25"
  return 1
}

# ask QUESTION: yes if the answer is yes, or if BAILEY_YES=1; no without a terminal.
ask() {
  [ "${BAILEY_YES:-0}" = 1 ] && return 0
  [ -t 0 ] && [ -t 2 ] || return 1
  local answer
  read -r -p "$1 [Y/n] " answer >&2
  case $answer in '' | y | Y | yes) return 0 ;; *) return 1 ;; esac
}

install_maven() {
  say "installing maven"
  DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null || return 1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends maven >/dev/null
}

# Makes mvn available, by Debian's package if its owner agrees.
find_maven() {
  command -v mvn >/dev/null && return 0
  if ! command -v apt-get >/dev/null; then
    say "building bailey needs Maven 3.8.7 or newer, and here is no apt-get to install it with"
    say "  install it as your system does, so that mvn is found, then repeat the command"
  elif [ "$(id -u)" != 0 ]; then
    say "building bailey needs Maven 3.8.7 or newer"
    say "  as root: apt-get install maven, then repeat the command"
  elif ask "building bailey needs Maven; install Debian's package maven?"; then
    install_maven && return 0
    say "Debian's package maven could not be installed; apt-get says why above"
  else
    say "building bailey needs Maven 3.8.7 or newer"
    say "  apt-get install maven, or repeat the command with -y"
  fi
  return 1
}

# Whether the built program is missing or older than a source.
stale() {
  [ -e "$APP/built" ] || return 0
  [ -n "$(cd "$BAILEY_ROOT" && find pom.xml ./*/pom.xml ./*/src/main -newer "$APP/built" -print -quit)" ]
}

# Builds the program into dist/target/app if it is missing or stale; its tests are compiled only
# with BUILD_TESTS=-DskipTests.
build() {
  stale || return 0
  find_maven || return 1
  say "building bailey (about a minute the first time)"
  (cd "$BAILEY_ROOT" && mvn -q -B "${BUILD_TESTS:--Dmaven.test.skip=true}" package >&2) || return 1
  train
  touch "$APP/built"
  # An agent of the older build would go on serving this home; one that is busy says so and stays.
  "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" -cp "$(class_path)" dev.bailey.cli.Main agent stop \
    >/dev/null 2>&1 || true
}

# Short commands: no second compiler, no collector threads.
JVM_FLAGS=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1
  -XX:-UsePerfData --enable-native-access=ALL-UNNAMED)

# As the program starts its agent; see Launcher.java.
AGENT_FLAGS=(-XX:+UseSerialGC -XX:-UsePerfData --enable-native-access=ALL-UNNAMED
  -Dfile.encoding=UTF-8 -Dsun.jnu.encoding=UTF-8 -XX:MaxRAMPercentage=25)

# Records ahead-of-time caches of the program and of its agent while both serve an empty home.
# Without them everything works, more slowly.
train() {
  local cp home agent _
  cp=$(class_path)
  rm -f "$APP/bailey.aot" "$APP/agent.aot"
  home=$(mktemp -d)
  local -x BAILEY_HOME=$home
  "$JAVA_HOME/bin/java" "${AGENT_FLAGS[@]}" -XX:AOTCacheOutput="$APP/agent.aot" \
    -cp "$cp" dev.bailey.cli.AgentMain >/dev/null 2>&1 &
  agent=$!
  for _ in $(seq 100); do
    [ -S "$home/agent.sock" ] && break
    sleep 0.1
  done
  "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" -XX:AOTCacheOutput="$APP/bailey.aot" \
    -cp "$cp" dev.bailey.cli.Main ps >/dev/null 2>&1 || rm -f "$APP/bailey.aot"
  "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" -cp "$cp" dev.bailey.cli.Main agent stop \
    >/dev/null 2>&1 || kill "$agent"
  wait "$agent" || rm -f "$APP/agent.aot"
  rm -rf "$home"
}

# In an order that does not depend on who asks, because a cache is made for one order.
class_path() {
  local jar cp= LC_ALL=C
  for jar in "$APP"/lib/*.jar; do cp=$cp:$jar; done
  printf '%s' "${cp#:}"
}

# run ARGUMENTS: becomes the program.
run() {
  local aot=()
  # A cache older than a library was made for other classes.
  [ -e "$APP/bailey.aot" ] && [ -z "$(find "$APP/lib" -newer "$APP/bailey.aot" -print -quit)" ] && aot=(-XX:AOTCache="$APP/bailey.aot" -Xlog:aot=off -Xlog:cds=off)
  export BAILEY_APP=$APP
  exec "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" "${aot[@]}" -cp "$(class_path)" dev.bailey.cli.Main "$@"
}
