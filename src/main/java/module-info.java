/** The left4me host library. */
module left4me.host {
  requires static transitive org.jspecify;
  requires org.freedesktop.dbus;
}
