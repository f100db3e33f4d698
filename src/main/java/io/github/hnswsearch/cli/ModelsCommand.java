package io.github.hnswsearch.cli;

import picocli.CommandLine.Command;

@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Lists, fetches, checks and times encoders.",
    subcommands = {
      ModelsListCommand.class,
      ModelsPullCommand.class,
      ModelsVerifyCommand.class,
      ModelsBenchCommand.class
    },
    footer = {
      "",
      "Models are fetched into $HNSW_SEARCH_CACHE, else $XDG_CACHE_HOME/hnsw-search, else",
      "~/.cache/hnsw-search. After that nothing needs a network. HTTPS_PROXY and NO_PROXY are",
      "honoured, HF_ENDPOINT stands in for https://huggingface.co, HF_TOKEN opens gated models."
    })
final class ModelsCommand {}
