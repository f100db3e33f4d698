package io.github.hnswsearch.eval;

/**
 * A query with one right answer.
 *
 * @param text for example the title of a paper
 * @param id the item it must find, for example by its abstract
 */
public record KnownItemQuery(String text, String id) {}
