package io.github.hnswsearch.record;

/**
 * One row of a collection: a picture or a paper.
 *
 * @param id short, stable, unique within the collection and safe as one segment of a URL path
 * @param url where the original is; empty where the source names none
 * @param vector its embedding, of unit length
 * @param metadata what else is known of it
 */
public record Item(String id, String url, UnitVector vector, Metadata metadata)
    implements RowOutcome {}
