package niangjia.platform;

/** What somebody may do; a {@link Duty} says where. */
public enum Role {
  /** A worker, for their own matters only. */
  WORKER,
  /** Runs a union's services and sees its members. */
  OFFICER,
  /** Redeems vouchers at a gate or a station. */
  GATE,
  /** Reads boards and figures. */
  LEADER,
  /** Administers the system; sees no personal data. */
  SYSTEM,
  /** Administers accounts and duties. */
  SECURITY,
  /** Reads the audit trail. */
  AUDITOR;

  /** Whether the role's work needs rows about the people of its subtree. */
  public boolean seesPeople() {
    return switch (this) {
      case OFFICER, GATE, LEADER -> true;
      case WORKER, SYSTEM, SECURITY, AUDITOR -> false;
    };
  }
}
