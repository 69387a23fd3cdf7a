# about: the launcher and the command as a user meets them: statuses, one-line errors, symbolic links, completion
# lane: any
# shellcheck shell=bash

expect() { # expect STATUS COMMAND...: runs it, leaves what it printed in ./out and ./err
  local wanted=$1 status=0
  shift
  "$@" >out 2>err || status=$?
  ((status == wanted)) || {
    echo "status $status instead of $wanted: $*"
    cat out err
    return 1
  }
}

one_line() { # one_line FILE TEXT: the file is one line that contains the text
  [[ $(wc -l <"$1") == 1 ]] && grep -qF -- "$2" "$1" || {
    echo "$1 should be one line with '$2':"
    cat "$1"
    return 1
  }
}

runs_by_a_link_from_anywhere() {
  ln -sf "$TRAPLINE_HOME/trapline" link
  expect 0 ./link --version
  one_line out "behaviour version"
  [[ ! -s err ]]
}

runs_from_a_directory_with_blanks() {
  # As much of a checkout as the launcher needs once it is built; nothing is to be built anew.
  rm -rf "with blanks" && mkdir -p "with blanks/cli/src/main" "with blanks/target"
  cp "$TRAPLINE_HOME/trapline" "with blanks/"
  cp -r "$TRAPLINE_HOME/cli/src/main/launcher" "with blanks/cli/src/main/"
  cp -r "$TRAPLINE_HOME/target/launcher" "with blanks/target/"
  find "with blanks" -exec touch -d @0 {} +
  expect 0 "with blanks/trapline" --version
  one_line out "behaviour version"
  [[ ! -s err ]] || { cat err; return 1; }
  rm -rf "with blanks"
}

starts_on_a_jdk_it_finds() {
  expect 0 env -u TRAPLINE_JAVA_HOME -u JAVA_HOME "$TRAPLINE_HOME/trapline" --version
}

refuses_a_jdk_that_is_none() {
  expect 2 env TRAPLINE_JAVA_HOME=/nowhere "$TRAPLINE_HOME/trapline" --version
  one_line err "TRAPLINE_JAVA_HOME=/nowhere is not a JDK"
}

takes_another_collector_and_heap() {
  expect 0 env TRAPLINE_JVM_OPTS="-XX:+UseG1GC -Xmx256m" "$TRAPLINE_HOME/trapline" --version
}

explains_a_command_that_is_none() {
  expect 2 trapline frobnicate
  one_line err "no command 'frobnicate'"
  [[ ! -s out ]]
}

completes_in_bash() {
  trapline completion bash >completion
  bash -euc 'source ./completion; complete -p trapline' | grep -q _complete_trapline
}

refuses_a_part_that_is_none() {
  expect 2 trapline test --only frobnicate
  one_line err "there is no part 'frobnicate'"
}

fake_maven() { # fake_maven OFFLINE ONLINE: what the two ways of Maven print, on a path of its own; each fails if it has an error
  mkdir -p fake
  printf '%b' "$1" >fake/offline
  printf '%b' "$2" >fake/online
  cat >fake/mvn <<'MVN'
#!/bin/sh
said=${0%/*}/online
for a; do [ "$a" != -o ] || said=${0%/*}/offline; done
cat "$said"
! grep -q '^.ERROR' "$said"
MVN
  chmod +x fake/mvn
}

shown() { (PART_DIR=$PWD/fake PATH=$PWD/fake:$PATH && maven verify); }

libraries_that_are_not_here_yet_are_no_errors() {
  fake_maven '[ERROR] [ERROR] Some problems were encountered\n[ERROR] Non-resolvable import POM: Cannot access central in offline mode\n' \
    '[INFO] Building Trapline core-emu 0.1 [1/2]\n'
  expect 0 shown
  diff out - <<<$'  fetching libraries\n  Trapline core-emu 0.1'
}

errors_of_a_build_are_shown() {
  fake_maven '[INFO] Building Trapline core-emu 0.1 [1/2]\n[ERROR] /src/A.java:[3,4] no\n[ERROR] Failed to execute goal\n' ''
  expect 1 shown
  diff out - <<<$'  Trapline core-emu 0.1\n[ERROR] /src/A.java:[3,4] no\n[ERROR] Failed to execute goal'
}

errors_of_fetching_are_shown() {
  fake_maven '[ERROR] Cannot access central in offline mode\n' '[ERROR] Could not transfer artifact\n'
  expect 1 shown
  diff out - <<<$'  fetching libraries\n[ERROR] Could not transfer artifact'
}

# Builds, if that has not been done: only then is stderr the command's own.
trapline --version >/dev/null
cd "$PART_DIR"
check runs_by_a_link_from_anywhere
check runs_from_a_directory_with_blanks
check starts_on_a_jdk_it_finds
check refuses_a_jdk_that_is_none
check takes_another_collector_and_heap
check explains_a_command_that_is_none
check completes_in_bash
check refuses_a_part_that_is_none
check libraries_that_are_not_here_yet_are_no_errors
check errors_of_a_build_are_shown
check errors_of_fetching_are_shown
