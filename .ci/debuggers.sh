# What the parts about debuggers share, which read it first: servers, gdb and LLDB that do a script, and what they said. They stand in
# PART_DIR then, where the servers' files and gdb's are.
# shellcheck shell=bash

programs=$TRAPLINE_HOME/fixtures/debug/bin

# serve NAME COMMAND...: starts a server of debuggers, and waits until it says where: $script is its gdb script, $port its port. It ends with
# the check at the latest.
serve() {
  local name=$1 said
  shift
  : >"$name.served"
  "$TRAPLINE_HOME/trapline" "$@" </dev/null >"$name.console" 2>>"$name.served" &
  server=$!
  trap stop_serving EXIT
  # That of `trapline gdb` is said last, with the script; the other commands have none.
  [[ $1 == gdb ]] && said='debug it with' || said='target extended-remote'
  awaits "$name.served" "$said" "$server"
  script=$(sed -n 's/.* -x \(.*\)$/\1/p' "$name.served")
  port=$(sed -n 's/.*target extended-remote 127.0.0.1:\([0-9]*\).*/\1/p' "$name.served" "${script:-/dev/null}" | head -n 1)
}

# awaits FILE REGEX PROCESS: until the process has said a line like this into the file; false if it ends, or says nothing for minutes.
awaits() {
  grep -qE -m1 -- "$2" < <(timeout 300 tail -n +1 -f --pid="$3" "$1") || { echo "not said: $2"; cat "$1"; return 1; }
}

stop_serving() {
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
}

# gdb_says NAME TEXT... <SCRIPT: gdb on the server with this script; each TEXT is found in what it says, in that order.
gdb_says() {
  local name=$1
  shift
  cat >"$name.gdb"
  timeout 300 gdb-multiarch -nx -q -batch -ex 'set pagination off' -ex 'set confirm off' -ex "directory $TRAPLINE_HOME/fixtures/debug" \
    ${script:+-x "$script"} -x "$name.gdb" >"$name.said" 2>&1 || { cat "$name.said"; return 1; }
  in_order "$name.said" "$@"
}

lldb_says() {
  local name=$1
  shift
  cat >"$name.lldb"
  timeout 300 lldb --no-lldbinit --batch --source "$name.lldb" >"$name.said" 2>&1 || { cat "$name.said"; return 1; }
  in_order "$name.said" "$@"
}

in_order() { # in_order FILE TEXT...
  python3 - "$@" <<'PY'
import sys
said = open(sys.argv[1], errors='replace').read()
at = 0
for text in sys.argv[2:]:
    found = said.find(text, at)
    if found < 0:
        print('not said%s: %s\n---\n%s' % (' after that' if text in said else '', text, said))
        sys.exit(1)
    at = found + len(text)
PY
}

# gdb_talks NAME <<SCRIPT: gdb on the server as somebody at a terminal has it: a line `> TEXT` waits until it has said that, after what was
# waited for before; others are typed. Machines go on meanwhile, as they do there.
gdb_talks() {
  local name=$1
  cat >"$name.talk"
  sed '/^target extended-remote/,$d' "$script" >"$name.gdb"
  python3 - "$name" <<'PY' || { cat "$name.said"; return 1; }
import os, select, subprocess, sys, time

name = sys.argv[1]
gdb = subprocess.Popen(['gdb-multiarch', '-nx', '-q', '-ex', 'set pagination off', '-ex', 'set confirm off', '-x', name + '.gdb'],
                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
said, at, last = b'', 0, time.time() + 300
with open(name + '.said', 'wb') as log:
    def hear():
        global said
        ready = select.select([gdb.stdout], [], [], max(0, last - time.time()))[0]
        more = os.read(gdb.stdout.fileno(), 65536) if ready else b''
        log.write(more)
        said += more
        return more

    for line in open(name + '.talk'):
        line = line.rstrip('\n')
        if line.startswith('> '):
            text = line[2:].encode()
            while (found := said.find(text, at)) < 0:
                if not hear():
                    log.write(b'\nnot said: ' + text + b'\n')
                    gdb.kill()
                    sys.exit(1)
            at = found + len(text)
        else:
            gdb.stdin.write(line.encode() + b'\n')
            gdb.stdin.flush()
    gdb.stdin.close()
    while hear():
        pass
    if time.time() > last:
        gdb.kill()
sys.exit(gdb.wait())
PY
}

# record_steps a32|t32...: rec-a32, rec-t32: recordings of the small program in that instruction set.
record_steps() {
  local instructions
  for instructions; do
    rm -rf "rec-$instructions"
    trapline record -o "rec-$instructions" --memory 128M --kernel "$programs/steps-$instructions.elf" >record.console 2>record.err </dev/null
  done
}

trapline --version >/dev/null
cd "$PART_DIR"
# The programs are small, and over before C2's code has paid for itself. What is searched for long is not.
[[ $TRAPLINE_LONG == true ]] || export TRAPLINE_JVM_OPTS=-XX:TieredStopAtLevel=1
