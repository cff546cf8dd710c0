/**
 * The PostgreSQL that comes with Niangjia (内置数据库): unpacked, set up, started, watched and stopped
 * by the application, so that one command gives a durable database. It owns the directory {@code
 * <home>/postgres} and promises that a row whose commit was answered survives the death of the
 * application, of PostgreSQL or of both. An installation with its own PostgreSQL does not use it.
 */
@NullMarked
package niangjia.platform.postgres;

import org.jspecify.annotations.NullMarked;
