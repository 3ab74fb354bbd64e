package io.github.selftest.boot.fault;

/**
 * What a point can be.
 */
enum PointType {

	/** A circuit breaker of Resilience4j, on annotated methods. */
	BREAKER,

	/** HTTP calls to a host, of clients that Boot's builders make. */
	HTTP_CLIENT,

	/** Borrowing a connection of a DataSource bean. */
	DATA_SOURCE

}
