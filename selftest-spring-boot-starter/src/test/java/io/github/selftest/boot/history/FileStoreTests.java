package io.github.selftest.boot.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.selftest.boot.engine.SelfTestEngine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@ExtendWith(OutputCaptureExtension.class)
class FileStoreTests {

	@TempDir
	private Path folder;

	private final SelfTestEngine first = Engines.started();

	private final SelfTestEngine second = Engines.started();

	@AfterEach
	void stopEngines() {
		this.first.stop();
		this.second.stop();
	}

	@Test
	void aRestartKeepsTheHistory() throws Exception {
		Engines.run(this.first);
		Engines.run(this.first);
		keeper(this.first, file()).save();
		keeper(this.second, file()).load();
		assertThat(this.second.history("broken")).hasSize(2).allMatch((run) -> run.summary().equals("it is broken"));
	}

	@Test
	void theFileIsForItsOwnerAlone() throws Exception {
		keeper(this.first, file()).save();
		assumeThat(Files.getFileStore(file()).supportsFileAttributeView("posix")).isTrue();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
		assertThat(file().resolveSibling("history.bin.tmp")).doesNotExist();
	}

	@Test
	void theStopSavesForTheLastTime() throws Exception {
		HistoryKeeper keeper = keeper(this.first, file());
		keeper.start();
		Engines.run(this.first);
		keeper.stop();
		assertThat(keeper.isRunning()).isFalse();
		keeper(this.second, file()).load();
		assertThat(Engines.runs(this.second)).isEqualTo(1);
	}

	@Test
	void aKeeperThatIsStartedAgainGoesOn() throws Exception {
		HistoryKeeper keeper = keeper(this.first, file());
		keeper.start();
		keeper.stop();
		Files.delete(file());
		keeper.start();
		keeper.stop();
		assertThat(file()).exists();
	}

	@Test
	void aDamagedFileIsKeptAsideAndNoLongerInTheWay(CapturedOutput output) throws Exception {
		Files.writeString(file(), "no history at all");
		HistoryKeeper keeper = keeper(this.first, file());
		Engines.run(this.first);
		keeper.save();
		keeper.save();
		assertThat(output).containsOnlyOnce("damaged or of another version");
		assertThat(file().resolveSibling("history.bin.unreadable")).hasContent("no history at all");
		keeper(this.second, file()).load();
		assertThat(Engines.runs(this.second)).isEqualTo(1);
	}

	@Test
	void aFileOfANewerVersionIsKeptAside(CapturedOutput output) throws Exception {
		keeper(this.first, file()).save();
		byte[] newer = Files.readAllBytes(file());
		newer[3]++;
		Files.write(file(), newer);
		keeper(this.second, file()).save();
		assertThat(output).contains("it begins with 53544832, and not with 53544831");
		assertThat(file().resolveSibling("history.bin.unreadable")).hasBinaryContent(newer);
	}

	@Test
	void aHugeFileIsNotRead(CapturedOutput output) throws Exception {
		Files.write(file(), new byte[8 * 1024 * 1024 + 1]);
		keeper(this.first, file()).load();
		assertThat(output).contains("damaged or of another version");
		assertThat(file()).doesNotExist();
	}

	@Test
	void aFolderThatCannotBeMadeIsToldOnceAndHarmsNothing(CapturedOutput output) throws Exception {
		Path obstacle = Files.writeString(this.folder.resolve("obstacle"), "");
		HistoryKeeper keeper = keeper(this.first, obstacle.resolve("below").resolve("history.bin"));
		keeper.save();
		keeper.save();
		Engines.run(this.first);
		assertThat(output).containsOnlyOnce("The history cannot be kept in file");
		Files.delete(obstacle);
		keeper.save();
		assertThat(output).contains("can be kept in file").contains("again");
		assertThat(obstacle.resolve("below").resolve("history.bin")).exists();
	}

	@Test
	void aFullDiskLeavesTheOldFile(CapturedOutput output) throws Exception {
		assumeThat(Files.isWritable(Path.of("/dev/full"))).isTrue();
		keeper(this.first, file()).save();
		byte[] before = Files.readAllBytes(file());
		FileStore full = new FileStore(file(), (path, history) -> Files.write(Path.of("/dev/full"), history));
		new HistoryKeeper(this.first, full, Duration.ofMinutes(1)).save();
		assertThat(output).contains("No space left on device").containsOnlyOnce("The history cannot be kept");
		assertThat(file()).hasBinaryContent(before);
		assertThat(this.folder.toFile().list()).containsExactly("history.bin");
	}

	private Path file() {
		return this.folder.resolve("history.bin");
	}

	private static HistoryKeeper keeper(SelfTestEngine engine, Path file) {
		return new HistoryKeeper(engine, new FileStore(file), Duration.ofMinutes(1));
	}

}
