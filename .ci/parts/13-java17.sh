# about: Maven started on Java 17: it compiles and tests with the JDK 25 it finds, and says that it leaves formatting out
# lane: beside
# shellcheck shell=bash

# Of a copy, so that all of it is compiled anew; of the module that needs no other.
maven_on_java_17_builds_and_tests() {
  rm -rf tree && mkdir tree
  (cd "$TRAPLINE_HOME" && tar -c --exclude target pom.xml .mvn ./*/pom.xml cli/src/main/launcher fixtures) | tar -x -C tree
  JAVA_HOME=/usr/lib/jvm/java-17-openjdk-$(dpkg --print-architecture)
  unset MAVEN_OPTS
  [[ $(mvn -version) == *'Java version: 17'* ]]
  # What it needs only there may not be here yet.
  mvn -o -B -f tree/pom.xml -pl fixtures test >maven.log 2>&1 || mvn -B -f tree/pom.xml -pl fixtures test >maven.log 2>&1 || {
    cat maven.log
    return 1
  }
  grep -q 'Maven runs on Java 17: the formatting check is skipped' maven.log
  grep -qE 'Tests run: [1-9][0-9]*, Failures: 0, Errors: 0' maven.log
  ls tree/fixtures/target/classes/dev/trapline/fixtures/TinyGuest.class
}

cd "$PART_DIR" || exit
check maven_on_java_17_builds_and_tests
