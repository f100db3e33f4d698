package io.github.hnswsearch.search;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The collections that can be searched: what the page, the API and the commands talk to. */
public interface Collections {

  /** Names of all collections, of those too that cannot be opened. */
  List<String> names() throws IOException;

  /** All collections that can be opened, by name. */
  List<CollectionInfo> list() throws IOException;

  /**
   * What is known of one collection.
   *
   * @throws NotFoundException if there is none of that name, listing those there are
   * @throws UnopenedCollectionException if it cannot be opened, as whatever else asks of it then
   */
  CollectionInfo info(String collection) throws IOException;

  /**
   * Searches one collection.
   *
   * @throws NotFoundException if the collection, or the item of a query by id, does not exist
   * @throws InvalidRequestException if the request does not fit the collection: a filter on an
   *     unknown field, a vector of another dimension, a text in a mode that the collection lacks
   * @throws UnavailableEncoderException if it takes an encoder that cannot be used
   */
  SearchResponse search(String collection, SearchRequest request) throws IOException;

  /**
   * All results of a search, best first: those down to the request's k, whatever page it asks for.
   *
   * @throws NotFoundException as {@link #search} does
   * @throws InvalidRequestException as {@link #search} does
   */
  RankedDocuments ranking(String collection, SearchRequest request) throws IOException;

  /**
   * The stored item of an id, if there is one.
   *
   * @param id or another name of the item, such as an arXiv id as arXiv writes it
   */
  Optional<Document> document(String collection, String id) throws IOException;

  /**
   * Where an item's picture is: in the folder that the collection was imported with, or on the web;
   * empty where there is no such item, or it is no picture.
   *
   * @throws NotFoundException if the collection does not exist
   */
  Optional<PictureLocation> picture(String collection, String id) throws IOException;
}
