package io.github.hnswsearch.search;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Other collections, all but what a subclass says. */
public abstract class ForwardingCollections implements Collections {
  private final Collections collections;

  protected ForwardingCollections(Collections collections) {
    this.collections = collections;
  }

  @Override
  public List<String> names() throws IOException {
    return collections.names();
  }

  @Override
  public List<CollectionInfo> list() throws IOException {
    return collections.list();
  }

  @Override
  public CollectionInfo info(String collection) throws IOException {
    return collections.info(collection);
  }

  @Override
  public SearchResponse search(String collection, SearchRequest request) throws IOException {
    return collections.search(collection, request);
  }

  @Override
  public RankedDocuments ranking(String collection, SearchRequest request) throws IOException {
    return collections.ranking(collection, request);
  }

  @Override
  public Optional<Document> document(String collection, String id) throws IOException {
    return collections.document(collection, id);
  }

  @Override
  public Optional<PictureLocation> picture(String collection, String id) throws IOException {
    return collections.picture(collection, id);
  }
}
