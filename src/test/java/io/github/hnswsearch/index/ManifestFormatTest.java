package io.github.hnswsearch.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hnswsearch.index.Manifest.Calibration;
import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests of earlier versions are read, those of later ones refused. */
class ManifestFormatTest {
  private static final String BUILT =
      """
      {
        "format" : %d,
        "collection" : "papers",
        "generation" : "20260101T000000.000Z",
        "items" : 3,
        "dimension" : 2,
        "similarity" : "cosine",
        "descriptor" : { "collection" : "papers" },
        "encoder" : null,
        "encoder_fingerprint" : null,
        "max_conn" : 16,
        "beam_width" : 200,
        "quantization" : "bit1",
        "counts" : { "rows" : 3, "indexed" : 3 },
        "sources" : [ ],
        "schema" : { "title" : "TEXT" },
        "default_ef" : 16,
        "calibration" : [
          { "k" : 10, "ef" : 10, "recall" : 0.97, "p50_us" : 30.1 },
          { "k" : 10, "ef" : 16, "recall" : 1.0, "p50_us" : 41.5 }
        ],
        "versions" : { "lucene" : "10.6.0" },
        "started_at" : "2026-01-01T00:00:00Z",
        "finished_at" : "2026-01-01T00:00:01Z",
        "seconds" : { "reading_rows" : 0.1 }%s
      }
      """;

  @TempDir Path folder;

  @Test
  void aBuildOfFormat1KeepsItsTable() throws IOException {
    Manifest manifest = read(BUILT.formatted(1, ""));
    assertThat(manifest.table())
        .isEqualTo(
            new CalibrationTable(
                null,
                List.of(new Calibration(10, 10, 0.97, 30.1), new Calibration(10, 16, 1, 41.5)),
                List.of()));
    assertThat(manifest.revisions()).isEmpty();
  }

  @Test
  void aRevisionOfFormat2KeepsItsTable() throws IOException {
    Manifest manifest =
        read(
            BUILT.formatted(
                2,
                """
                , "revisions" : [ { "kind" : "delete", "generation" : "20260101T000000.000Z",
                "sources" : [ ], "counts" : { "deleted" : 1 }, "compacted" : false,
                "started_at" : "2026-01-01T00:00:00Z" } ]"""));
    assertThat(manifest.calibration()).hasSize(2);
    assertThat(manifest.filteredCalibration()).isEmpty();
    assertThat(manifest.revisions()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 99})
  void aLaterFormatIsRefused(int format) {
    assertThatThrownBy(() -> read(BUILT.formatted(format, "")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("expected manifest format 3 or older", "found " + format);
  }

  private Manifest read(String json) throws IOException {
    Files.writeString(folder.resolve(ManifestFile.NAME), json);
    return ManifestFile.read(folder);
  }
}
