# Read by the project's launchers: sets java to the program of a Java 25 or later, or ends the
# caller. Only what the system's administrator installed is looked at, never PATH or JAVA_HOME.
# The variables home, key and value are its own.

# Whether the runtime in folder $1 says in its release file that it is Java 25 or later.
is_java_25() {
    [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            value=${value%%[!0-9]*}
            [ "${value:-0}" -ge 25 ]
            return
        fi
    done < "$1/release"
    return 1
}

java=
# Debian's own first: its name says what it is, whatever the architecture.
for home in /usr/lib/jvm/java-25-openjdk-* /usr/lib/jvm/*; do
    [ -x "$home/bin/java" ] || continue
    case $home in
        /usr/lib/jvm/java-25-openjdk-*) ;;
        *) is_java_25 "$home" || continue ;;
    esac
    java=$home/bin/java
    break
done
if [ -z "$java" ]; then
    echo "${0##*/}: no Java 25 or later in /usr/lib/jvm; install openjdk-25-jre-headless" >&2
    exit 1
fi
