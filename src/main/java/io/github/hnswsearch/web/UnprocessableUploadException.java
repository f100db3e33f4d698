package io.github.hnswsearch.web;

/** A file that arrived and cannot be searched by; the message says why and what to do. */
final class UnprocessableUploadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnprocessableUploadException(String message) {
    super(message);
  }
}
