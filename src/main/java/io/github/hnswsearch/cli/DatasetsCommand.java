package io.github.hnswsearch.cli;

import picocli.CommandLine.Command;

@Command(
    name = "datasets",
    mixinStandardHelpOptions = true,
    description = "Lists and fetches published embeddings.",
    subcommands = {DatasetsListCommand.class, DatasetsPullCommand.class},
    footer = {"", "What there is to fetch is described in importer/datasets.yaml."})
final class DatasetsCommand {}
