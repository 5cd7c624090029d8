# shellcheck shell=bash
# What the scripts of the lab share: progress, clean-up, and the life of one disposable host.
# To be sourced by a bash script; it sets the shell's options and its traps.

set -euo pipefail
# What is built here is read by other users inside the host, whatever the caller's own umask is.
umask 022

LAB_DIR=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
REPO=$(cd -- "$LAB_DIR/../.." && pwd -P)
# shellcheck disable=SC2034 # src/lab/rootfs reads it
LAB_CACHE=${LEFT4ME_LAB_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/left4me-lab}
# What the hosts write. Not /tmp: that is often a tmpfs, and anybody may make names in it.
LAB_SCRATCH=${LEFT4ME_LAB_SCRATCH:-$LAB_CACHE/hosts}
# What a script's own hosts have installed besides, and no other's: packages.
LAB_EXTRA=()
# The longest that a host may take to boot before something is wrong with it.
LAB_BOOT_SECONDS=60
# The longest that a command which is told to end may take over it.
LAB_END_SECONDS=10

# The exit trap runs wherever the script stopped, with what was redirected there.
exec {LAB_STDOUT}>&1 {LAB_STDERR}>&2

LAB_JOB=       # the process group of the command being waited for
LAB_NSPAWN=    # systemd-nspawn, our child
LAB_MACHINE=() # what it boots: the root file system, and what else is seen inside
LAB_STAGE=     # what is being done, for the message when it fails
LAB_LOG=       # the output of that stage, if it was kept back

# ------------------------------------------------------------------------------------------ messages

say() { printf '%s\n' "$*" >&2; }

die() {
  say "lab: $*"
  exit 1
}

require_root() {
  ((EUID == 0)) || die "must be run as root: it mounts file systems and starts a container"
}

now_ms() { printf '%s\n' "$((${EPOCHREALTIME/[.,]/} / 1000))"; }

# seconds_since MS: the time since then, as 1.2
seconds_since() {
  local ms=$(($(now_ms) - $1))
  printf '%d.%d' "$((ms / 1000))" "$((ms % 1000 / 100))"
}

# stage LABEL COMMAND...: one line with the seconds that it took; its output is shown only if it fails.
stage() {
  local started
  LAB_STAGE=$1
  shift
  LAB_LOG=$(mktemp)
  # By descriptor alone: nothing is left behind, even if we are killed outright.
  exec {LAB_LOG_FD}<>"$LAB_LOG"
  rm -f -- "$LAB_LOG"
  LAB_LOG=/proc/self/fd/$LAB_LOG_FD
  started=$(now_ms)
  printf '%-48s' "$LAB_STAGE ..." >&2
  "$@" >&"$LAB_LOG_FD" 2>&1
  printf '%8s s\n' "$(seconds_since "$started")" >&2
  exec {LAB_LOG_FD}>&-
  LAB_STAGE='' LAB_LOG=''
}

# loud_stage LABEL COMMAND...: the same for a command whose output is worth watching.
loud_stage() {
  local started
  LAB_STAGE=$1
  shift
  started=$(now_ms)
  say "$LAB_STAGE ..."
  "$@"
  printf '%-48s%8s s\n' "$LAB_STAGE: done" "$(seconds_since "$started")" >&2
  LAB_STAGE=''
}

# ------------------------------------------------------------------------------- waiting and clean-up

# job COMMAND...: runs it in a session of its own and waits. Ctrl-C then reaches this shell alone, at once and
# not only after the command's end, and the exit trap ends the command together with what it started. Should
# this shell be killed outright, the kernel passes that on.
job() {
  local status=0
  setsid setpriv --pdeathsig TERM -- "$@" </dev/null &
  LAB_JOB=$!
  wait "$LAB_JOB" || status=$?
  LAB_JOB=
  return "$status"
}

# capture COMMAND...: a job whose output is wanted, in REPLY. A shell that substitutes a command would wait for it
# before it heeds a signal.
capture() {
  local file output
  file=$(mktemp)
  exec {output}<>"$file"
  rm -f -- "$file"
  job "$@" >&"$output"
  REPLY=$(<"/proc/self/fd/$output")
  exec {output}>&-
}

# gone PID SECONDS: waits for a process that may not be a child, which the shell has no other way to wait for.
gone() {
  local deadline=$(($(now_ms) + $2 * 1000))
  while [[ -e /proc/$1 && $(process_state "$1") != Z ]]; do
    (($(now_ms) < deadline)) || return 1
    sleep 0.02
  done
}

# Whether the host that was booted runs no more.
lab_is_gone() { [[ ! -d /proc/$(<"$LEFT4ME_LAB/leader")/root/etc ]]; }

# The letter of ps: after the name, which may itself hold spaces and brackets.
process_state() {
  local stat=
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || true
  stat=${stat##*) }
  printf '%s\n' "${stat:0:1}"
}

end_job() {
  [[ -n $LAB_JOB ]] || return 0
  kill -TERM -- "-$LAB_JOB" 2>/dev/null || kill -TERM "$LAB_JOB" 2>/dev/null || true
  gone "$LAB_JOB" "$LAB_END_SECONDS" || kill -KILL -- "-$LAB_JOB" 2>/dev/null || true
  wait "$LAB_JOB" 2>/dev/null || true
  LAB_JOB=
}

# A script may redefine this: it runs while the host is still up, with the exit status so far.
before_halt() { :; }

# And this one after all is cleaned up, again with the exit status.
after_halt() { :; }

on_exit() {
  local status=$1
  # A second Ctrl-C must not cut the clean-up short.
  trap '' INT TERM HUP
  set +e
  exec 1>&"$LAB_STDOUT"
  exec 2>&"$LAB_STDERR"
  end_job
  if ((status != 0)) && [[ -n $LAB_STAGE ]]; then
    say ""
    say "lab: failed (exit status $status): $LAB_STAGE"
    [[ -z $LAB_LOG ]] || sed 's/^/    /' "$LAB_LOG" >&2
  fi
  before_halt "$status"
  lab_halt
  after_halt "$status"
  exit "$status"
}

trap 'on_exit $?' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# ----------------------------------------------------------------------------------------------- Java

# is_jdk25 HOME: a whole JDK (javac too) of version 25.
is_jdk25() {
  [[ -x $1/bin/javac && -r $1/release ]] && grep -q '^JAVA_VERSION="25[".+]' "$1/release"
}

# Prints the home of a JDK 25, the caller's choice first.
find_jdk25() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    if [[ -n $home ]] && is_jdk25 "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

# What every script begins with, and sets JAVA_HOME for Maven.
prepare() {
  require_root
  job "$LAB_DIR/prerequisites"
  JAVA_HOME=$(find_jdk25)
  export JAVA_HOME
}

# The option spares the reader a warning about Maven's own libraries.
maven() {
  job env --chdir="$REPO" MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" mvn -B -ntp "$@"
}

# The Maven repository that the tests' class path points into; a -Dmaven.repo.local among the arguments wins.
maven_repository() {
  local argument repository=${HOME:-/root}/.m2/repository
  # shellcheck disable=SC2086 # MAVEN_ARGS and MAVEN_OPTS are lists of words by definition
  for argument in ${MAVEN_OPTS:-} ${MAVEN_ARGS:-} "$@"; do
    [[ $argument != -Dmaven.repo.local=* ]] || repository=${argument#*=}
  done
  printf '%s\n' "$repository"
}

# --------------------------------------------------------------------------------- the disposable host

# A host's state folder, $LEFT4ME_LAB:
#   lower upper work root   its root file system: an overlay, mounted in a mount namespace of its own
#   data                    its /var/lib/left4me
#   cgroups                 its folders in the machine's cgroup trees
#   leader                  the process id of its systemd
#   console                 what it printed while booting
#   lock                    held while it is in use

lab_state_new() {
  local guard
  mkdir -p -- "$LAB_SCRATCH"
  refuse_overlayfs "$LAB_SCRATCH"
  # Making and sweeping exclude each other: a folder just made, its lock not yet held, looks abandoned.
  exec {guard}>"$LAB_SCRATCH/lock"
  flock "$guard"
  sweep_abandoned
  LEFT4ME_LAB=$(mktemp -d -- "$LAB_SCRATCH/left4me-lab.XXXXXXXX")
  export LEFT4ME_LAB
  exec {LAB_LOCK}>"$LEFT4ME_LAB/lock"
  flock "$LAB_LOCK"
  exec {guard}>&-
  chmod 711 "$LEFT4ME_LAB"
  mkdir -- "$LEFT4ME_LAB"/{lower,upper,work,root,data}
}

# The kernel takes no overlay's upper layer from another overlay, neither for the host nor for its instances.
refuse_overlayfs() {
  local kind
  kind=$(stat -f -c %T -- "$1")
  [[ $kind != overlayfs ]] ||
    die "$1 lies on overlayfs, and an overlay cannot hold another's upper layer." \
      "Set LEFT4ME_LAB_SCRATCH to a folder on ext4, xfs, btrfs or tmpfs."
}

# What a lab left that was killed outright.
sweep_abandoned() {
  local state
  for state in "$LAB_SCRATCH"/left4me-lab.*/; do
    [[ -e $state/lock ]] || continue
    flock -n "$state/lock" true || continue
    discard "${state%/}"
  done
}

# Ends what still runs in a host, and removes all that there was of it.
discard() {
  local tree machine
  kill_cgroup "$1" "" || true
  while IFS= read -r tree; do remove_cgroup "$tree"; done < <(host_cgroups "$1")
  machine=$(basename -- "$1")
  rmdir -- "/run/systemd/nspawn/propagate/${machine//./-}" 2>/dev/null || true
  rm -rf --one-file-system -- "$1"
}

# host_cgroups STATE: the folders that src/lab/container was given or made for this host, and never another.
host_cgroups() {
  local tree name
  name=$(basename -- "$1")
  [[ -e $1/cgroups ]] || return 0
  while IFS= read -r tree; do
    [[ $tree != */"$name" && $tree != */"$name".scope ]] || printf '%s\n' "$tree"
  done <"$1/cgroups"
}

# kill_cgroup STATE FOLDER: all in that folder of a host's cgroups, at once; fails if there is no such folder.
kill_cgroup() {
  local tree killed=1
  while IFS= read -r tree; do
    [[ -e $tree$2/cgroup.kill ]] || continue
    echo 1 >"$tree$2/cgroup.kill" && killed=0
  done < <(host_cgroups "$1")
  return "$killed"
}

# It can be removed a moment after its last process is gone.
remove_cgroup() {
  local deadline
  deadline=$(($(now_ms) + 5000))
  while [[ -d $1 ]] && ! find "$1" -depth -type d -exec rmdir {} + 2>/dev/null; do
    (($(now_ms) < deadline)) || { say "lab: cannot remove $1" && return 0; }
    sleep 0.02
  done
}

# has_capability NUMBER: whether what we start could have it.
has_capability() {
  local bounding
  bounding=$(sed -n 's/^CapBnd:\t//p' /proc/self/status)
  ((16#$bounding >> $1 & 1))
}

# What the host differs in from a Debian 13 as installed, and why.
lab_adjust() {
  local upper=$LEFT4ME_LAB/upper dropins patient
  # Tests run as user left4me from folders that may lie below /root, under the same paths as outside.
  install -d -m 711 "$upper/root"
  # What is left of this instance after a failure is looked at, and put right, by tests that are left4me's and may
  # change no unit. systemd's own next try is not to come in between, however long they are kept waiting.
  patient=$upper/etc/systemd/system/left4me-server@patient.service.d
  mkdir -p -- "$patient"
  printf '%s\n' '# Lab only: see src/lab/lib.sh.' '[Service]' 'RestartSec=1h' >"$patient/lab.conf"
  # CAP_SYS_RESOURCE is 24; without it nobody may make a process a less likely victim, so that the unit would not
  # start at all. Where the lab's machine has the capability, the unit is tested as it is.
  if ! has_capability 24; then
    dropins=$upper/etc/systemd/system/left4me-server@.service.d
    mkdir -p -- "$dropins"
    printf '%s\n' '# Lab only: this machine withholds CAP_SYS_RESOURCE, and a negative value needs it.' \
      '[Service]' 'OOMScoreAdjust=0' >"$dropins/lab.conf"
  fi
}

# boot_host [MAVEN-ARGUMENT...]: boots a host and waits until it runs. Sets LEFT4ME_LAB.
# shellcheck disable=SC2120 # only src/lab/integration has arguments for it
boot_host() {
  capture "$LAB_DIR/rootfs" "${LAB_SUITE:-trixie}" "${LAB_EXTRA[@]}"
  stage "Boot the host" lab_boot "$REPLY" "$@"
  # On an unusual machine a unit that is nothing to us may fail. Say so, and go on.
  "$LAB_DIR/enter" systemctl --no-pager --plain --no-legend --failed >&2
}

# The tests find what they need under the same paths inside: the classes, the sources and Maven's repository.
lab_boot() {
  local rootfs=$1 repository in_use
  shift
  repository=$(maven_repository "$@")
  mkdir -p -- "$REPO/target" "$repository"
  # An earlier build may have made it under another umask.
  chmod -R o+rX -- "$REPO/target"
  exec {in_use}<"$rootfs"
  flock --shared "$in_use"
  lab_state_new
  lab_adjust
  LAB_MACHINE=("$rootfs" --bind "$REPO/target" --bind-ro "$REPO/src" --bind-ro "$repository")
  lab_power_on
}

# Boots the host from what is in its state folder.
lab_power_on() {
  setsid setpriv --pdeathsig KILL -- "$LAB_DIR/container" "$LEFT4ME_LAB" "${LAB_MACHINE[@]}" \
    </dev/null >>"$LEFT4ME_LAB/console" 2>&1 {LAB_LOCK}>&- &
  LAB_NSPAWN=$!
  lab_wait_booted || {
    sed 's/^/console: /' "$LEFT4ME_LAB/console" >&2
    say "lab: the host did not boot"
    return 1
  }
}

# Nothing to wait on until its systemd listens, so look again and again; then systemd itself waits.
lab_wait_booted() {
  local deadline=$(($(now_ms) + LAB_BOOT_SECONDS * 1000))
  until lab_find_leader && lab_has_booted; do
    kill -0 "$LAB_NSPAWN" 2>/dev/null || return 1
    (($(now_ms) < deadline)) || return 1
    sleep 0.02
  done
}

# The child of systemd-nspawn that is process 1 in its own namespace and has become systemd.
lab_find_leader() {
  local pid
  [[ ! -e $LEFT4ME_LAB/leader ]] || return 0
  for pid in $(pgrep -P "$LAB_NSPAWN" -x systemd); do
    if grep -qE '^NSpid:.*\s1$' "/proc/$pid/status" 2>/dev/null; then
      printf '%s\n' "$pid" >"$LEFT4ME_LAB/leader"
      return 0
    fi
  done
  return 1
}

# Fails while systemd cannot be asked yet; degraded means that some unit has failed.
lab_has_booted() {
  local state
  state=$("$LAB_DIR/enter" timeout --foreground "$LAB_BOOT_SECONDS" systemctl is-system-running --wait 2>/dev/null) || true
  [[ $state == running || $state == degraded ]]
}

# What systemd-nspawn's status is when the host asked for a reboot and --keep-unit leaves that to us.
LAB_WANTS_REBOOT=133

# Has the host reboot, as its administrator would.
lab_reboot() {
  local status=0
  # The shutdown may end the command before it is done.
  job "$LAB_DIR/enter" systemctl reboot || true
  lab_await_off || status=$?
  ((status == LAB_WANTS_REBOOT)) || { say "lab: the host does not reboot: status $status" && return 1; }
  lab_power_on
}

# Ends all of the host's processes at once, without a shutdown; lab_power_on boots it again.
lab_cut_power() {
  kill -KILL "$(<"$LEFT4ME_LAB/leader")"
  lab_await_off || true
}

# Waits until the host is off, removes what was left of its run, and returns the status of its systemd-nspawn.
lab_await_off() {
  local tree status=0
  gone "$LAB_NSPAWN" "$LAB_BOOT_SECONDS" || { say "lab: the host does not go off" && return 1; }
  wait "$LAB_NSPAWN" 2>/dev/null || status=$?
  LAB_NSPAWN=
  # What had joined it from outside.
  kill_cgroup "$LEFT4ME_LAB" "" || true
  while IFS= read -r tree; do remove_cgroup "$tree"; done < <(host_cgroups "$LEFT4ME_LAB")
  rm -- "$LEFT4ME_LAB/leader" "$LEFT4ME_LAB/cgroups"
  return "$status"
}

# Ends the host. It is disposable, so its processes are killed, and its mounts go with its mount namespace.
lab_halt() {
  [[ -n ${LAB_LOCK:-} ]] || return 0
  if [[ -n $LAB_NSPAWN ]]; then
    # What runs inside first: systemd-nspawn then tidies up after it and ends by itself.
    if kill_cgroup "$LEFT4ME_LAB" /payload 2>/dev/null; then
      gone "$LAB_NSPAWN" 5 || say "lab: systemd-nspawn outlives its host; killing it too"
    fi
    kill -KILL "$LAB_NSPAWN" 2>/dev/null
    wait "$LAB_NSPAWN" 2>/dev/null
    LAB_NSPAWN=
  fi
  discard "$LEFT4ME_LAB"
  exec {LAB_LOCK}>&-
  LAB_LOCK=
}
