/**
 * Kind {@code pool}: looks at each HikariCP pool before it borrows, tells a pool that is
 * short from a database that is gone, and where its connections are going. Reads the
 * pools of the application and leaves them as they are. Prefix
 * {@code selftest.check.pool}.
 */
@NullMarked
package io.github.selftest.boot.check.pool;

import org.jspecify.annotations.NullMarked;
