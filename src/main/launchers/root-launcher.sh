# Read by the launchers of what runs as root: gives it surroundings that nobody else has made, or ends the caller.
#
# Whatever surrounds the caller, root runs only root's code with root's settings: nothing of the
# environment but the three variables of ours, no working folder, nothing in or from /tmp.

PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH
cd /
umask 022

# A closed standard stream would have its number given to a folder or a mount.
exec < /dev/null
command true 2> /dev/null 3>&1 || exec > /dev/null
command true 3>&2 || exec 2> /dev/null

java=
. /usr/share/left4me/java-runtime.sh

# become [OPTION...] CLASS [WORD...]: becomes the program of that class.
become() {
    # The machine's own memory, of which a thread would have a heap that grows by a page at a time, in a hundred steps.
    exec /usr/bin/env -i "PATH=$PATH" MALLOC_ARENA_MAX=1 MALLOC_TOP_PAD_=2097152 \
        ${LEFT4ME_ROOT+"LEFT4ME_ROOT=$LEFT4ME_ROOT"} \
        ${LEFT4ME_OVERLAY_WAY+"LEFT4ME_OVERLAY_WAY=$LEFT4ME_OVERLAY_WAY"} \
        ${LEFT4ME_OVERLAY_PRINT_ONLY+"LEFT4ME_OVERLAY_PRINT_ONLY=$LEFT4ME_OVERLAY_PRINT_ONLY"} \
        "$java" @/usr/share/left4me/left4me-overlay.options "$@"
}
