# shellcheck shell=bash
# How a script of tests counts them: each is a command, and its exit status says whether it passed. To be sourced
# after lib.sh. The script's own name is the suite's.

COUNTING_SUITE=$(basename -- "$0")
COUNTING_REPORT=$REPO/target/$COUNTING_SUITE-reports/TEST-$COUNTING_SUITE.xml
COUNTING_PART= # of the script; a test may come again in another one
COUNTING_CASES=()
COUNTING_FAILURES=0

# try COMMAND...: one test, named by its words.
try() {
  local class=$COUNTING_SUITE${COUNTING_PART:+.$COUNTING_PART} output status=0
  local case="<testcase classname=\"$class\" name=\"$*\""
  output=$(mktemp)
  "$@" >"$output" 2>&1 || status=$?
  if ((status == 0)); then
    COUNTING_CASES+=("$case/>")
  else
    COUNTING_FAILURES=$((COUNTING_FAILURES + 1))
    COUNTING_CASES+=("$case><failure message=\"exit status $status\"/></testcase>")
    say "FAILED: $class: $*"
    sed 's/^/    /' "$output" >&2
  fi
  rm -f -- "$output"
}

# Writes the report, in the form of JUnit's, and says the sum; fails if a test has failed.
report() {
  local count=${#COUNTING_CASES[@]}
  mkdir -p -- "${COUNTING_REPORT%/*}"
  printf '%s\n' "<testsuite name=\"$COUNTING_SUITE\" tests=\"$count\" failures=\"$COUNTING_FAILURES\"" \
    'errors="0" skipped="0">' "${COUNTING_CASES[@]}" '</testsuite>' >"$COUNTING_REPORT"
  say "$COUNTING_SUITE: $((count - COUNTING_FAILURES)) passed, $COUNTING_FAILURES failed"
  ((COUNTING_FAILURES == 0))
}
