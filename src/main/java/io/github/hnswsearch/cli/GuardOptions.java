package io.github.hnswsearch.cli;

import io.github.hnswsearch.web.Access;
import io.github.hnswsearch.web.ApiKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may use the server. */
final class GuardOptions {
  private static final String KEY_VARIABLE = "HNSW_SEARCH_API_KEY";

  /** There is no option for a key itself: every user of the machine can list command lines. */
  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = {
        "Keys, one a line, of which every request must show one: as Authorization: Bearer KEY, as"
            + " X-Api-Key: KEY, or as the password that a browser asks for. "
            + KEY_VARIABLE
            + " may hold a key, too. They are never given here: command lines can be seen by all."
      })
  private @Nullable Path keyFile;

  @Option(
      names = "--public",
      description = "Lets other machines search without a key, where --host lets them in.")
  private boolean open;

  @Option(
      names = "--allowed-host",
      paramLabel = "NAME",
      description = "A name that the server answers to besides localhost; may be repeated.")
  private Set<String> hostNames = new LinkedHashSet<>();

  @Option(
      names = "--cors-origin",
      paramLabel = "ORIGIN",
      description =
          "A site whose pages may use the API, such as https://example.org; may be repeated.")
  private Set<String> origins = new LinkedHashSet<>();

  /** What was said here and in the environment. */
  Access access(Map<String, String> environment) throws IOException {
    ApiKeys keys = keyFile == null ? ApiKeys.NONE : ApiKeys.read(keyFile);
    String key = environment.get(KEY_VARIABLE);
    if (key != null) {
      keys = keys.and(ApiKeys.parse(key, KEY_VARIABLE));
    }
    return new Access(keys, open, hostNames, origins);
  }
}
