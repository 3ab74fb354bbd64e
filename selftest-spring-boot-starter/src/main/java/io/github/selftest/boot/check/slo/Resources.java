package io.github.selftest.boot.check.slo;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.OptionalDouble;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What the process uses, as the JVM tells. What it does not tell is empty.
 */
interface Resources {

	/**
	 * Return the share of the processors that this process uses.
	 * @return the share, from 0 to 1
	 */
	OptionalDouble cpu();

	/**
	 * Return the share of the heap that is in use now, with what nobody needs any more.
	 * @return the share, from 0 to 1
	 */
	OptionalDouble heap();

	/**
	 * Return the share of the heap that was in use after the last collection.
	 * @return the share, from 0 to 1; empty before the first collection
	 */
	OptionalDouble heapAfterCollection();

	/**
	 * Return the share of the file descriptors that are open.
	 * @return the share, from 0 to 1
	 */
	OptionalDouble fileDescriptors();

	int threads();

	/**
	 * The resources of this JVM.
	 */
	final class OfJvm implements Resources {

		@Override
		public OptionalDouble cpu() {
			return notNegative(attribute("ProcessCpuLoad"));
		}

		@Override
		public OptionalDouble heap() {
			MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
			return share((double) heap.getUsed(), (double) heap.getMax());
		}

		@Override
		public OptionalDouble heapAfterCollection() {
			long used = 0;
			for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
				MemoryUsage usage = (pool.getType() == MemoryType.HEAP) ? pool.getCollectionUsage() : null;
				used += (usage != null) ? usage.getUsed() : 0;
			}
			long max = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
			return (used > 0) ? share((double) used, (double) max) : OptionalDouble.empty();
		}

		@Override
		public OptionalDouble fileDescriptors() {
			return share(attribute("OpenFileDescriptorCount"), attribute("MaxFileDescriptorCount"));
		}

		@Override
		public int threads() {
			return ManagementFactory.getThreadMXBean().getThreadCount();
		}

		private static OptionalDouble share(double part, double whole) {
			return (part >= 0 && whole > 0) ? OptionalDouble.of(part / whole) : OptionalDouble.empty();
		}

		private static OptionalDouble notNegative(double value) {
			return (value >= 0) ? OptionalDouble.of(value) : OptionalDouble.empty();
		}

		// by name, as not every JVM has the types that know these
		private static double attribute(String name) {
			try {
				MBeanServer server = ManagementFactory.getPlatformMBeanServer();
				Object value = server.getAttribute(new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME),
						name);
				return (value instanceof Number number) ? number.doubleValue() : -1;
			}
			catch (JMException ex) {
				return -1;
			}
		}

	}

}
