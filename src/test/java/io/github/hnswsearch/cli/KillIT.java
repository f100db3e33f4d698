package io.github.hnswsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hnswsearch.cli.KilledCollection.Outcomes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program, as kill -9 does, at any moment of imports, updates, deletions, rebuilds,
 * rollbacks and of a server that takes a new generation. What is live afterwards is what was live
 * before, or the whole new generation. {@code -Dkills=1000} kills it as often, {@code -Dlanes=2} on
 * as many collections at once.
 */
final class KillIT {
  private static final int KILLS = Integer.getInteger("kills", 12);
  private static final int LANES = Integer.getInteger("lanes", 2);

  @TempDir private Path folder;

  @Test
  void whateverIsKilledWhatIsLiveIsWholeAndNothingIsLostOrDoubled() throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(LANES)) {
      List<Callable<Outcomes>> lanes =
          IntStream.range(0, LANES)
              .<Callable<Outcomes>>mapToObj(
                  lane ->
                      () ->
                          new KilledCollection(folder.resolve("" + lane), lane).kill(KILLS / LANES))
              .toList();
      Outcomes all = Outcomes.NONE;
      for (Future<Outcomes> lane : executor.invokeAll(lanes)) {
        all = all.plus(lane.get());
      }
      System.out.printf(
          "%d kills: %d with the generation of before live, %d with the new one; %d imports went on"
              + " behind a checkpoint%n",
          all.before() + all.after(), all.before(), all.after(), all.resumed());
      assertThat(all.before() + all.after()).isEqualTo(KILLS / LANES * LANES);
    }
  }
}
