#!/usr/bin/env bash
# Builds the JMH benchmarks of this module and runs them, with the machine's JVM options.
#
#   core-emu/src/jmh/run.sh                          all, three forks each: half an hour
#   core-emu/src/jmh/run.sh DataProcessing -prof gc  one, with the bytes it allocates: 0 B/op is what the loops must show
#   core-emu/src/jmh/run.sh -l                       their names; -h: JMH's other options (-f forks, -p param=value, -rf json)
#
# Each figure comes twice: wall time, and as `:cpu` the process's CPU time, the one to believe on a shared host.
# The JDK is TRAPLINE_JAVA_HOME, else JAVA_HOME; Maven 3.8 or later is needed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../../.." && pwd)
target=$home/core-emu/target
export JAVA_HOME=${TRAPLINE_JAVA_HOME:-${JAVA_HOME:?set it to a JDK 25 or later}}
build() { mvn "$@" -B -q -f "$home/pom.xml" -pl core-emu -Pjmh test-compile; }
mkdir -p "$target"
build -o >"$target/jmh-build.log" 2>&1 || {
  # Perhaps only the libraries are not here yet.
  grep -qE 'in offline mode|has not been downloaded from it before' "$target/jmh-build.log" || { cat "$target/jmh-build.log" >&2; exit 3; }
  build || exit 3
}
cd "$home"
exec "$JAVA_HOME/bin/java" @"$home/cli/src/main/launcher/machine.options" -XX:+UseSerialGC -Xms2g -Xmx2g \
  -cp "$target/jmh-classes:$target/classes:$(<"$target/jmh-libraries")" org.openjdk.jmh.Main -prof dev.trapline.emu.bench.CpuTime "$@"
