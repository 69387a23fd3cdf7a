# What a part may use. Read by .ci/test before the part itself, in one bash with `set -euo pipefail`.
#
# A part is .ci/parts/NN-NAME.sh (NN orders them, NAME is what --only takes). It has lines `# about: ...` and `# lane: ...` (which
# parts it may not run beside, see .ci/test), and `# only: long` if the short run leaves it out. It either
# calls the functions below or adds lines of its own to $PART_RESULTS:
#
#   pass N what      N tests passed
#   fail N what      N tests failed; `what` is shown in the summary
#   skip N what      N tests did not run
#
# In its environment: TRAPLINE_HOME, TRAPLINE_CACHE (kept between runs), TRAPLINE_JAVA_HOME, TRAPLINE_LONG (true or
# false), TRAPLINE_RESUME (1 when this run continues an earlier one), PART_DIR (for its output, kept until next time).
# shellcheck shell=bash

# Ctrl-C ends the part, not only what it happens to wait for: a JVM ends by itself then, which bash takes for an answer.
trap 'exit 130' INT TERM

export JAVA_HOME=$TRAPLINE_JAVA_HOME
trapline() { "$TRAPLINE_HOME/trapline" "$@"; }

# check NAME [COMMAND...]: one test, which passes if the command (or the function NAME) ends with 0. Its output goes to PART_DIR/NAME.log. What
# passed in the run that this one continues is not run again.
check() {
  local name=$1 began=$SECONDS status=0
  (($# == 1)) || shift
  if grep -qxF "pass 1 $name" "$PART_RESULTS"; then return 0; fi
  # A shell of its own, so that `set -e` holds inside (it would not after ||).
  set +e
  (set -euo pipefail; "$@") >"$PART_DIR/$name.log" 2>&1
  status=$?
  set -e
  if ((status == 0)); then
    echo "pass 1 $name" >>"$PART_RESULTS"
    echo "  ok   $name ($((SECONDS - began)) s)"
  elif ((status == 130)); then
    exit 130
  else
    echo "fail 1 $name (status $status, $PART_DIR/$name.log)" >>"$PART_RESULTS"
    echo "  FAIL $name ($((SECONDS - began)) s): status $status"
    tail -n 15 "$PART_DIR/$name.log" | sed 's/^/       /'
  fi
}

# maven ARGUMENTS...: Maven over the whole tree, without the network if everything needed is here already. Its output is
# shown and kept in PART_DIR/maven.log.
maven() {
  local log=$PART_DIR/maven.log held=$PART_DIR/maven.held status=0
  local options=(-B -f "$TRAPLINE_HOME/pom.xml" -Dtrapline.long="$TRAPLINE_LONG")
  options+=(-Dorg.slf4j.simpleLogger.showThreadName=false)
  # Maven's own libraries make Java 25 warn, on every start. A build is over before C2's code has paid for itself.
  export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 ${TRAPLINE_MAVEN_OPTS:-}"
  mvn -o "${options[@]}" "$@" 2>&1 | tee "$log" | quiet | hold "$held" || status=${PIPESTATUS[0]}
  if ((status != 0)) && grep -qE 'in offline mode|has not been downloaded from it before' "$log"; then
    # What Maven said of that is no error yet: with the network it may be here in a moment.
    echo "  fetching libraries"
    status=0
    mvn "${options[@]}" "$@" 2>&1 | tee "$log" | quiet || status=${PIPESTATUS[0]}
  else
    cat "$held"
  fi
  return "$status"
}

# hold FILE: passes lines on, but puts errors into FILE that are not about a test or a source line: those may be about
# libraries that are not here yet.
hold() {
  : >"$1"
  sed -u -n -E -e '/^\[ERROR\]/{/Tests run:|\.java/!{w '"$1" -e 'd}}' -e p
}

# quiet: what of Maven's output is worth a line on the terminal.
quiet() {
  grep --line-buffered -E '^\[ERROR\]|Tests run:.*(Time elapsed|FAIL)|^\[INFO\] Building Trapline ' |
    sed -u -E -e '/^\[ERROR\] *$|\[Help 1\]|To see the full|Re-run Maven|For more information|After correcting|mvn <args>/d' -e 's/^\[INFO\] Building (.*[^ ]) +.*\[.*/  \1/' -e 's/^\[INFO\] /    /' || true
}

# tagged TAG: the modules with tests of that tag, for Maven's -pl: it need not go through the others (what they need it adds itself).
tagged() {
  (cd "$TRAPLINE_HOME" && grep -rlF "@Tag(\"$1\")" --include='*.java' ./*/src/test) | cut -d/ -f2 | sort -u | paste -sd,
}

# junit NAME MAVEN-ARGUMENTS...: runs Maven and counts the tests it ran; a build that fails for another reason than its
# tests (compiler, formatting, a JVM that died) is a failure NAME of its own.
junit() {
  local name=$1 status=0 failures
  shift
  touch "$PART_DIR/$name.began"
  sed -i -E "/^(pass|fail|skip) [0-9]+ $name: /d" "$PART_RESULTS"
  maven "$@" -fae -Dmaven.test.failure.ignore=true "-Dtrapline.reports=$name-reports" || status=$?
  ((status != 130)) || exit 130
  # One line a class of its report: name, tests, errors, skipped, failures.
  find "$TRAPLINE_HOME"/*/target/"$name-reports" -name 'TEST-*.xml' -newer "$PART_DIR/$name.began" -print0 2>/dev/null |
    xargs -0r awk -v run="$name:" '
      function value(key,   text) {
        if (!match($0, " " key "=\"[^\"]*\"")) return ""
        text = substr($0, RSTART, RLENGTH); sub("^[^\"]*\"", "", text); sub("\"$", "", text); return text
      }
      /<testsuite / {
        bad = value("errors") + value("failures"); skipped = value("skipped"); good = value("tests") - bad - skipped
        if (good > 0) print "pass", good, run, value("name")
        if (skipped > 0) print "skip", skipped, run, value("name")
      }
      /<testcase / { test = value("classname") "#" value("name") }
      /<failure|<error / { if (test != "") print "fail 1", run, test; test = "" }
    ' >>"$PART_RESULTS"
  failures=$(grep -c "^fail [0-9]* $name: " "$PART_RESULTS" || true)
  if ((status != 0)); then
    echo "fail 1 $name: $(grep -m1 -E '^\[ERROR\] (.*\.java:\[|Failed to execute)' "$PART_DIR/maven.log" | cut -c 9-200 || echo "Maven ended with $status")" \
      >>"$PART_RESULTS"
  fi
  ((status == 0 && failures == 0))
}
