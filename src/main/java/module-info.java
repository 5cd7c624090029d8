/**
 * Runs many Left 4 Dead 2 servers on one systemd host, without sudo. Begin with {@link
 * left4me.host.Left4meHost}.
 */
module left4me.host {
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires org.freedesktop.dbus;
  requires org.snakeyaml.engine.v2;

  // What the web tier calls, and the names of instances that it calls it with.
  exports left4me.host;
  exports left4me.instance;

  // picocli sets the fields of the commands.
  opens left4me.cli to
      info.picocli;
}
