package io.github.selftest.planted.boot.check.http;

import com.zaxxer.hikari.HikariConfig;

class NeedsHikari {

	HikariConfig config = new HikariConfig();

}
