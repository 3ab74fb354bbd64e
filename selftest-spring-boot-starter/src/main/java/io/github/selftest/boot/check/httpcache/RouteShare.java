package io.github.selftest.boot.check.httpcache;

/**
 * How conditional requests to a route were answered.
 *
 * @param route the pattern of the route
 * @param conditional how many there were
 * @param notModified how many of them were answered with 304
 */
record RouteShare(String route, long conditional, long notModified) {

	/**
	 * Return the share of 304, 0 without a request.
	 */
	double ratio() {
		return (this.conditional > 0) ? (double) this.notModified / this.conditional : 0;
	}

}
