package io.github.hnswsearch.cli;

import io.github.hnswsearch.dataset.PaperTexts;
import io.github.hnswsearch.dataset.PaperTexts.PaperText;
import io.github.hnswsearch.descriptor.Descriptor.Ranking;
import io.github.hnswsearch.descriptor.DescriptorJson;
import io.github.hnswsearch.eval.HashedSplit;
import io.github.hnswsearch.eval.KnownItemEvaluation;
import io.github.hnswsearch.eval.KnownItemQuery;
import io.github.hnswsearch.eval.KnownItemScores;
import io.github.hnswsearch.index.Generation;
import io.github.hnswsearch.index.Manifest;
import io.github.hnswsearch.record.BadInputException;
import io.github.hnswsearch.search.CollectionReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how well a collection of arXiv papers is searched: the title of a paper must find its"
          + " abstract. Scores the vector leg, the keyword leg and their fusion.",
      "Embed the collection with: embed --fields abstract. The keyword leg looks in abstracts only."
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final List<String> ABSTRACT = List.of("abstract");
  private static final double[] VECTOR_WEIGHTS = {
    0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8, 1, 1.25, 1.6, 2, 3
  };
  private static final int[] RANK_CONSTANTS = {1, 2, 5, 10, 20, 60};

  @Parameters(paramLabel = "C", description = "The collection.")
  private String collection = "";

  @Option(
      names = "--snapshot",
      required = true,
      paramLabel = "FILE",
      description = "arXiv JSONL that holds the titles.")
  private Path snapshot = Path.of("");

  @Option(
      names = "--split",
      paramLabel = "held_out|tuning",
      defaultValue = "HELD_OUT",
      description = "Records that the bundled encoder was not trained on; default held_out.")
  private HashedSplit split = HashedSplit.HELD_OUT;

  @Option(names = "--tune", description = "Also look for the weights that serve this split best.")
  private boolean tune;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private IndexDataOption indexData = new IndexDataOption();

  @Override
  public Integer call() throws IOException {
    try (Workspace workspace = indexData.open(device.choice())) {
      Generation generation = workspace.indexData().live(collection);
      Manifest manifest = generation.manifest();
      if (manifest.encoder() == null) {
        throw new BadInputException(
            "collection " + collection,
            "expected an encoder, found none in its descriptor",
            "Name it in the descriptor and import again");
      }
      try (CollectionReader reader = workspace.backend().open(generation)) {
        KnownItemEvaluation evaluation =
            new KnownItemEvaluation(
                reader,
                workspace.encoders().text(manifest.encoder()),
                manifest.defaultEf(),
                ABSTRACT,
                split.of(titles(snapshot)));
        Ranking own =
            DescriptorJson.fromJson(manifest.descriptor(), "manifest of " + collection).ranking();
        report(evaluation, own);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private static List<KnownItemQuery> titles(Path snapshot) throws IOException {
    List<KnownItemQuery> queries = new ArrayList<>();
    try (PaperTexts titles = new PaperTexts(snapshot, List.of("title"))) {
      for (@Nullable PaperText title = titles.next(); title != null; title = titles.next()) {
        queries.add(new KnownItemQuery(title.text(), title.itemId()));
      }
    }
    return queries;
  }

  private void report(KnownItemEvaluation evaluation, Ranking own) {
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("vector", evaluation.vector());
    rows.put("keyword", evaluation.keyword());
    rows.put(label(own), evaluation.hybrid(own));
    if (tune) {
      Ranking best = best(evaluation);
      rows.put("best: " + label(best), evaluation.hybrid(best));
    }
    if (json) {
      rows.put("vector_p50_ms", evaluation.vectorMillis());
      rows.put("keyword_p50_ms", evaluation.keywordMillis());
      Json.print(rows);
      return;
    }
    rows.forEach((name, row) -> print(name, (KnownItemScores) row));
    System.out.printf(
        Locale.ROOT,
        "median per query: embed and vector leg %.2f ms, keyword leg %.2f ms%n",
        evaluation.vectorMillis(),
        evaluation.keywordMillis());
  }

  private static Ranking best(KnownItemEvaluation evaluation) {
    Ranking best = Ranking.DEFAULT;
    for (int rankConstant : RANK_CONSTANTS) {
      for (double weight : VECTOR_WEIGHTS) {
        Ranking candidate = new Ranking(rankConstant, weight, 1);
        if (evaluation.hybrid(candidate).mrr() > evaluation.hybrid(best).mrr()) {
          best = candidate;
        }
      }
    }
    return best;
  }

  private static String label(Ranking ranking) {
    return String.format(
        Locale.ROOT,
        "hybrid (rank constant %d, vector %.2f, keyword %.2f)",
        ranking.rankConstant(),
        ranking.vectorWeight(),
        ranking.keywordWeight());
  }

  private static void print(String name, KnownItemScores scores) {
    System.out.printf(
        Locale.ROOT,
        "%-58s MRR@%d %.4f  recall@%d %.4f  (%,d queries)%n",
        name,
        scores.k(),
        scores.mrr(),
        scores.k(),
        scores.recall(),
        scores.queries());
  }
}
