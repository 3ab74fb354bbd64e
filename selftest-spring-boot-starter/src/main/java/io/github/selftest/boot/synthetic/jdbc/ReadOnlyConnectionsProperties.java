package io.github.selftest.boot.synthetic.jdbc;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What synthetic requests may do to databases.
 *
 * @param readOnlyConnections Whether connections that a synthetic request without a
 * tenant borrows from a DataSource are read-only until it gives them back.
 */
@ConfigurationProperties("selftest.synthetic")
record ReadOnlyConnectionsProperties(@DefaultValue("false") boolean readOnlyConnections) {

}
