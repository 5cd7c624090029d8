package left4me.privilege;

/** Who tries. Each is a process of that role, with all that confines it. */
enum Role {
  /** The web tier: in left4me-web.service, with the drop-in as it is shipped. */
  WEB("left4me"),
  /** A game server's own process: in the sandbox of a running left4me-server@.service. */
  SERVER("left4me"),
  /** User left4me, from a login. */
  LOGIN("left4me"),
  /** A member of group left4me-admin, from a login. */
  ADMIN("it-priv-admin"),
  /** Some other user, from a login. */
  STRANGER("it-priv-stranger"),
  /** The control: an attempt that not even root brings off would prove nothing. */
  ROOT("root");

  private final String user;

  Role(String user) {
    this.user = user;
  }

  String user() {
    return user;
  }
}
