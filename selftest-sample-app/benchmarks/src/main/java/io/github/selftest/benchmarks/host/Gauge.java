package io.github.selftest.benchmarks.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import com.sun.management.OperatingSystemMXBean;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tells what this process has used. Each line of the standard input is a question, each
 * answer a line of the standard output that starts with {@value #MARK}.
 */
final class Gauge {

	private static final String MARK = "benchmark:";

	private static final int COLLECTIONS = 5;

	private final ThreadTimes threads = new ThreadTimes();

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

	void answer(ConfigurableApplicationContext context) {
		tell(ready(context));
		startSampling();
		CheckWork work = context.getBeanProvider(CheckWork.class).getIfAvailable(CheckWork::new);
		try (BufferedReader questions = new BufferedReader(
				new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
			for (String question = questions.readLine(); question != null; question = questions.readLine()) {
				tell(answer(question, context, work));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Map<String, Long> answer(String question, ConfigurableApplicationContext context, CheckWork work) {
		return switch (question) {
			case "memory" -> memory();
			case "pool" -> context.getBean(PoolCounts.class).values();
			default -> cpu(work);
		};
	}

	private Map<String, Long> ready(ConfigurableApplicationContext context) {
		long started = ManagementFactory.getRuntimeMXBean().getStartTime();
		Map<String, Long> values = new LinkedHashMap<>();
		values.put("millis", System.currentTimeMillis() - started);
		values.put("process", this.system.getProcessCpuTime());
		values.put("port", context.getEnvironment().getRequiredProperty("local.server.port", Long.class));
		return values;
	}

	private Map<String, Long> cpu(CheckWork work) {
		this.threads.sample();
		Map<String, Long> values = new LinkedHashMap<>();
		values.put("process", this.system.getProcessCpuTime());
		values.put("ours", this.threads.nanos("selftest-"));
		values.put("seenOfProbes", this.threads.nanos(PoolCounts.OUR_PROBES));
		values.put("server", this.threads.nanos("http-nio-"));
		values.put("runs", work.runs());
		values.put("work", work.nanos());
		return values;
	}

	private Map<String, Long> memory() {
		long heap = Long.MAX_VALUE;
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
			heap = Math.min(heap, this.memory.getHeapMemoryUsage().getUsed());
		}
		Map<String, Long> values = new LinkedHashMap<>();
		values.put("heap", heap);
		values.put("other", this.memory.getNonHeapMemoryUsage().getUsed());
		return values;
	}

	private void startSampling() {
		Thread sampler = new Thread(() -> {
			while (true) {
				this.threads.sample();
				LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
			}
		}, "benchmark-sampler");
		sampler.setDaemon(true);
		sampler.start();
	}

	private static void tell(Map<String, Long> values) {
		System.out.println(MARK + values.entrySet()
			.stream()
			.map((entry) -> " " + entry.getKey() + "=" + entry.getValue())
			.collect(Collectors.joining()));
	}

}
