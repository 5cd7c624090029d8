# Read by scripts of root's, in bash, that start what is not root's: a process can be traced by any other of its user, and
# what it has open be taken from it. That is more than root's own streams: dpkg and others pass on what they have open.

# Closes all but the standard streams; the script's own as well, so that nothing may follow but an exec in the same piece.
close_the_rest() {
  local path number
  for path in /proc/self/fd/*; do
    number=${path##*/}
    ((number <= 2)) || exec {number}>&-
  done
}
