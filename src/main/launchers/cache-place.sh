# Read by what makes a cache: sets base to where in memory it will be. At another place than it was made for, half of it
# would have to be written anew at each start, which is half of all the memory that a start touches. So it stays where it
# is (ArchiveRelocationMode=0 in the options), and that is drawn by lot here, between 64 GiB and 64 TiB, for each host and
# each time that one is made; in steps of 4 GiB, as 64-bit ARM takes no others. A place that is taken costs time alone.
base=$(printf '0x%x' "$(((16 + $(od -An -N2 -tu2 /dev/urandom) / 4) << 32))")
