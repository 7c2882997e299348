package org.ziyuan.marketplace.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTests {

    @TempDir
    Path ofJunit;

    @Test
    void everythingThatIsMadeInPassingLiesInTheFolderOfThisJvm() throws IOException {
        String folder = "/ziyuan-tests-";

        assertThat(ofJunit.toString()).contains(folder);
        assertThat(Files.createTempFile("one", ".txt").toString()).contains(folder);
        assertThat(File.createTempFile("other", ".txt").toString()).contains(folder);
        assertThat(TemporaryFolder.forChild()).contains(folder);
    }
}
