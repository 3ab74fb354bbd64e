package io.github.selftest.benchmarks.host;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * CPU time of threads by their names. A thread that has ended counts with what it had
 * when it was last seen.
 */
final class ThreadTimes {

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final Map<Long, String> names = new HashMap<>();

	private final Map<Long, Long> nanos = new HashMap<>();

	synchronized void sample() {
		for (long id : this.threads.getAllThreadIds()) {
			long time = this.threads.getThreadCpuTime(id);
			if (time >= 0 && name(id) != null) {
				this.nanos.put(id, time);
			}
		}
	}

	/**
	 * Return the CPU time of threads.
	 * @param prefix how their names start
	 * @return the time in nanoseconds
	 */
	synchronized long nanos(String prefix) {
		return this.nanos.entrySet()
			.stream()
			.filter((entry) -> this.names.getOrDefault(entry.getKey(), "").startsWith(prefix))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

	private String name(long id) {
		return this.names.computeIfAbsent(id, (key) -> {
			ThreadInfo info = this.threads.getThreadInfo(key);
			return (info != null) ? info.getThreadName() : null;
		});
	}

}
