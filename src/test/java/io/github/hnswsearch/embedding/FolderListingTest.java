package io.github.hnswsearch.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderListingTest {
  @TempDir private Path folder;

  private void file(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path);
  }

  private List<String> paths() throws IOException {
    return FolderListing.of(folder).paths();
  }

  @Test
  void filesAreSortedByTheirPaths() throws IOException {
    for (String path : List.of("b.txt", "a/z.txt", "a.txt", "B.txt", "a/é.txt", "a/b/c.txt")) {
      file(path);
    }
    assertThat(paths())
        .containsExactly("B.txt", "a.txt", "a/b/c.txt", "a/z.txt", "a/é.txt", "b.txt");
  }

  @Test
  void hiddenFilesAndFoldersAreLeftOut() throws IOException {
    file(".git/config");
    file("a/.DS_Store");
    file("a/b.txt");
    assertThat(paths()).containsExactly("a/b.txt");
  }

  @Test
  void linksAreFollowedButNotInCircles() throws IOException {
    Path elsewhere = Files.createTempDirectory("elsewhere");
    try {
      Files.writeString(elsewhere.resolve("x.txt"), "x");
      file("a/b.txt");
      Files.createSymbolicLink(folder.resolve("linked"), elsewhere);
      Files.createSymbolicLink(folder.resolve("a/up"), folder);
      assertThat(paths()).containsExactly("a/b.txt", "a/up", "linked/x.txt");
    } finally {
      Files.delete(elsewhere.resolve("x.txt"));
      Files.delete(elsewhere);
    }
  }

  @Test
  void theDigestTellsEveryChange() throws IOException {
    file("a.txt");
    String before = FolderListing.of(folder).digest();
    assertThat(FolderListing.of(folder).digest()).isEqualTo(before);

    Files.setLastModifiedTime(folder.resolve("a.txt"), FileTime.fromMillis(1));
    String touched = FolderListing.of(folder).digest();
    file("b.txt");
    String added = FolderListing.of(folder).digest();
    Files.move(folder.resolve("b.txt"), folder.resolve("c.txt"));
    String renamed = FolderListing.of(folder).digest();

    assertThat(List.of(before, touched, added, renamed)).doesNotHaveDuplicates();
  }
}
