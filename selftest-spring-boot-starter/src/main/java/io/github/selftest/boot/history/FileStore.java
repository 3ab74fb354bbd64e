package io.github.selftest.boot.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

import org.jspecify.annotations.Nullable;

/**
 * A file, which is replaced as a whole: whoever reads it, or finds it after a crash, sees
 * the old one or the new one. For its owner alone, as it holds what findings say.
 */
final class FileStore implements HistoryStore {

	/** Twice the memory that all histories may take. */
	private static final long LARGEST = 8 * 1024 * 1024;

	private final Path file;

	private final Path aside;

	private final Path temporary;

	private final Writer writer;

	FileStore(Path file) {
		this(file, FileStore::write);
	}

	FileStore(Path file, Writer writer) {
		this.writer = writer;
		this.file = file.toAbsolutePath();
		this.aside = this.file.resolveSibling(this.file.getFileName() + ".unreadable");
		this.temporary = this.file.resolveSibling(this.file.getFileName() + ".tmp");
	}

	@Override
	public byte @Nullable [] load() throws IOException {
		try {
			return (Files.size(this.file) <= LARGEST) ? Files.readAllBytes(this.file) : new byte[0];
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	@Override
	public String putAside() throws IOException {
		Files.move(this.file, this.aside, StandardCopyOption.REPLACE_EXISTING);
		return "in '" + this.aside + "'";
	}

	@Override
	public void save(byte[] history) throws IOException {
		Path folder = this.file.getParent();
		if (folder != null) {
			Files.createDirectories(folder);
		}
		try {
			Files.deleteIfExists(this.temporary);
			Files.createFile(this.temporary, ownerOnly());
			this.writer.write(this.temporary, history);
			replace();
		}
		finally {
			Files.deleteIfExists(this.temporary);
		}
	}

	private static void write(Path file, byte[] history) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			ByteBuffer buffer = ByteBuffer.wrap(history);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			// or the move may reach the disk before the content
			channel.force(true);
		}
	}

	private void replace() throws IOException {
		try {
			Files.move(this.temporary, this.file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(this.temporary, this.file, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static FileAttribute<?>[] ownerOnly() {
		boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
		return posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

	@Override
	public String toString() {
		return "file '" + this.file + "'";
	}

	/**
	 * Writes into a file that exists, down to the disk.
	 */
	interface Writer {

		void write(Path file, byte[] history) throws IOException;

	}

}
