package io.github.hnswsearch.search;

import java.util.Map;

/**
 * A stored item without its vector.
 *
 * @param fields a string, a number or a list of them, by field name
 */
public record Document(String id, String url, Map<String, Object> fields) {}
