/**
 * Backups (备份与恢复): copies of the whole house that are taken while it works, and the way back. It
 * owns the directory {@code niangjia.backups}: base copies with a manifest, and PostgreSQL's log of
 * changes, followed as it is written. It promises that a damaged copy is refused by the name of the
 * damaged file and that nothing is written over a living house.
 *
 * <p>It speaks PostgreSQL's own interface for base backups and its replication protocol, so that
 * the server that comes along and any other one are backed up in the same way, without tools.
 */
@NullMarked
package niangjia.platform.backup;

import org.jspecify.annotations.NullMarked;
