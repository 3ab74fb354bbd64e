package io.github.selftest.boot.check.httpcache;

/**
 * What a service answers that does everything right, to each probe.
 */
final class GoodService {

	private static final String HEAD = """
			< Date: Sun, 01 Mar 2026 12:00:00 GMT
			< Cache-Control: max-age=60
			< Last-Modified: Sat, 28 Feb 2026 12:00:00 GMT
			< Vary: Accept-Encoding
			""";

	private static final String PLAIN = "< 200\n" + HEAD + """
			< ETag: "v1"
			< Content-Type: text/plain
			< Content-Length: 8192
			< Accept-Ranges: bytes
			""";

	private static final String WHOLE = PLAIN + "< !text 8192\n";

	private static final String NOT_MODIFIED = "< 304\n" + HEAD + "< ETag: \"v1\"\n";

	private static final String MISSING = """
			< 404
			< Date: Sun, 01 Mar 2026 12:00:00 GMT
			< Cache-Control: no-store
			no such product
			""";

	private static final String FAILED = """
			< 412
			< Date: Sun, 01 Mar 2026 12:00:00 GMT
			""";

	private static final String GZIP = "< 200\n" + HEAD + """
			< ETag: "v1-gzip"
			< Content-Type: text/plain
			< Content-Encoding: gzip
			< Accept-Ranges: bytes
			< !gzip
			< !text 8192
			""";

	static final String ANSWERS = "> G\n" + WHOLE + "> Z\n> Accept-Encoding: gzip\n" + GZIP
			+ "> N\n> If-None-Match: \"v1\"\n" + NOT_MODIFIED
			+ "> M\n> If-Modified-Since: Sat, 28 Feb 2026 12:00:00 GMT\n" + NOT_MODIFIED + "> H\n" + PLAIN + "> G2\n"
			+ WHOLE + "> R\n> Range: bytes=0-99\n" + part("0-99", 100) + "> R2\n> Range: bytes=500-599\n"
			+ part("500-599", 100) + "> R3\n> Range: bytes=-64\n" + part("8128-8191", 64)
			+ "> NZ\n> Accept-Encoding: gzip\n> If-None-Match: \"v1-gzip\"\n< 304\n" + HEAD + "< ETag: \"v1-gzip\"\n"
			+ "> NW\n> If-None-Match: W/\"v1\"\n" + NOT_MODIFIED + "> NL\n> If-None-Match: \"z,z\", \"v1\"\n"
			+ NOT_MODIFIED + "> NS\n> If-None-Match: *\n" + NOT_MODIFIED
			+ "> NX\n> If-None-Match: \"zz\"\n> If-Modified-Since: Sat, 28 Feb 2026 12:00:00 GMT\n" + WHOLE
			+ "> MO\n> If-Modified-Since: Fri, 27 Feb 2026 12:00:00 GMT\n" + WHOLE + "> IM\n> If-Match: \"zz\"\n"
			+ FAILED + "> IU\n> If-Unmodified-Since: Fri, 27 Feb 2026 12:00:00 GMT\n" + FAILED
			+ "> RZ\n> Accept-Encoding: gzip\n> Range: bytes=0-99\n" + part("0-99", 100)
			+ "> RI\n> Range: bytes=0-99\n> If-Range: \"zz\"\n" + WHOLE
			+ "> RD\n> Range: bytes=0-99\n> If-Range: Fri, 27 Feb 2026 12:00:00 GMT\n" + WHOLE
			+ "> RW\n> Range: bytes=0-99\n> If-Range: W/\"v1\"\n" + WHOLE + "> RO\n> Range: bytes=99999-\n" + """
					< 416
					< Date: Sun, 01 Mar 2026 12:00:00 GMT
					< Content-Range: bytes */8192
					""" + "> Q\n> Accept-Encoding: gzip;q=0\n" + WHOLE + "> HN\n> If-None-Match: \"v1\"\n"
			+ NOT_MODIFIED + "> HR\n> Range: bytes=0-99\n" + PLAIN + "> V Accept-Language\n> Accept-Language: de\n"
			+ WHOLE + "> E\n" + MISSING + "> EN\n> If-None-Match: \"v1\"\n" + MISSING;

	private GoodService() {
	}

	private static String part(String range, int length) {
		return "< 206\n" + HEAD + """
				< ETag: "v1"
				< Content-Type: text/plain
				< Content-Length: %d
				< Content-Range: bytes %s/8192
				< !part %s
				""".formatted(length, range, range);
	}

}
