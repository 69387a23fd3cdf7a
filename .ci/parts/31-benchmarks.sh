# about: the benchmarks still build and run: each JMH benchmark once, trapline bench on one guest (nothing here is about speed)
# lane: built
# shellcheck shell=bash

each_benchmark_builds_and_runs() { "$TRAPLINE_HOME/core-emu/src/jmh/run.sh" -f 0 -wi 0 -i 1 -r 10ms -foe true; }

bench_compares_with_qemu() {
  trapline bench --guest integer --runs 1 --json >result
  cat result
  grep -q '"guest": "integer", "engine": "trapline", "instructions": 4[0-9]*,' result
  grep -q '"engine": "qemu-icount"' result
}

bench_compares_recordings() {
  trapline bench --guest integer --recorded --runs 1 --json >result
  cat result
  grep -q '"guest": "integer", "engine": "trapline-record", "instructions": 4[0-9]*,' result
  grep -q '"engine": "qemu-rr"' result
}

bench_refuses_what_it_does_not_know() {
  local status=0
  trapline bench --guest frobnicate 2>err || status=$?
  [[ $status == 2 && $(wc -l <err) == 1 ]] && grep -q "no guest 'frobnicate'" err
}

cd "$PART_DIR" || exit
check each_benchmark_builds_and_runs
check bench_refuses_what_it_does_not_know
check bench_compares_with_qemu
check bench_compares_recordings
