package io.github.selftest.sample.sensors;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/sensors/readings")
class ReadingController {

	private final JdbcClient jdbc;

	ReadingController(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	Stored store(@RequestBody @Valid Reading reading) {
		return this.jdbc.sql("""
				insert into reading (sensor, temperature, humidity) values (?, ?, ?)
				returning sensor, temperature, humidity, taken_at""")
			.params(reading.sensor(), reading.temperature(), reading.humidity())
			.query(Stored.class)
			.single();
	}

	@GetMapping("/latest")
	List<Stored> latest() {
		return this.jdbc.sql("""
				select distinct on (sensor) sensor, temperature, humidity, taken_at from reading
				order by sensor, taken_at desc limit 100""").query(Stored.class).list();
	}

	record Stored(String sensor, BigDecimal temperature, BigDecimal humidity, OffsetDateTime takenAt) {

	}

}
