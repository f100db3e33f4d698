package io.github.hnswsearch.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lets an option have a value after {@code =} alone, so that it does not take the next word. */
final class AttachedOnly implements IParameterPreprocessor {
  @Override
  @SuppressWarnings("JdkObsolete") // The interface is picocli's.
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
    if (!"=".equals(info.get("separator")) && argument instanceof OptionSpec option) {
      words.push(option.fallbackValue());
    }
    return false;
  }
}
