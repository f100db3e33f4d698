package io.github.hnswsearch.descriptor;

import io.github.hnswsearch.hostile.Campaign;
import io.github.hnswsearch.hostile.Mutant;
import io.github.hnswsearch.hostile.TextMutator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A damaged descriptor is read or refused in words. {@code -Dmutants.descriptors=20000} tries as
 * many.
 */
class HostileDescriptorTest {
  private static final int FEW = 500;
  private static final List<String> SOUND =
      List.of(
          """
          collection: papers
          title: "Papers of \\u00e9, all"
          source:
            embeddings: [a.h5, parts]
            datasets: {embeddings: /x/embeddings, id: urls}
            pictures: pictures
          metadata:
            format: jsonl
            file: a.jsonl
            key: name
            fields: {title: text, votes: long, day: date, score: double}
          encoder: arxiv-static-384
          index: {max_conn: 32, beam_width: 200, quantization: bit1}
          ranking:
            keyword_weight: 0.5
          """,
          """
          # A comment
          collection: 'images'
          source:
            embeddings:
              - Image_Embedded.h5
          metadata: {format: open-images, file: image_ids.csv}
          encoder: clip-vit-base-patch32
          """);

  @TempDir Path folder;

  @Test
  void aDamagedDescriptorIsReadOrRefusedInWords() throws IOException {
    new Campaign(
            "descriptors",
            FEW,
            random -> {
              String sound = SOUND.get(random.nextInt(SOUND.size()));
              Mutant mutant =
                  TextMutator.mutate(sound.getBytes(StandardCharsets.UTF_8), true, random);
              return new Damaged(
                  mutant.what(), Files.write(folder.resolve("damaged.yaml"), mutant.bytes()));
            })
        .run();
  }

  private record Damaged(String what, Path file) implements Campaign.Attempt {
    @Override
    public void run() throws IOException {
      DescriptorReader.read(file);
    }
  }
}
