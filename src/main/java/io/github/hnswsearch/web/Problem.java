package io.github.hnswsearch.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/**
 * Why a request was not answered, as RFC 9457 writes it.
 *
 * @param type a stable relative URI, the same for all problems of a kind; it can be opened
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail this very problem: what was expected, what was found, what to do
 * @param requestId names the request in the server's log
 */
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonProperty("request_id") String requestId) {
  static final String MEDIA_TYPE = "application/problem+json";

  /** Where the kinds are explained; the start of every type. */
  static final String TYPES = "/problems/";

  /** The same problem under another status of its class, such as 414 for 400. */
  Problem withStatus(int other) {
    return new Problem(type, title, other, detail, requestId);
  }

  /** The kinds of problems there are. */
  enum Kind {
    INVALID_REQUEST(
        "invalid-request",
        "The request cannot be answered as it stands",
        400,
        "A parameter, a key of the body, a filter or the address is unknown, malformed or out of"
            + " range. The detail names it, with what was expected and what was found. Correct it;"
            + " the same request will fail again."),
    UNAUTHORIZED(
        "unauthorized",
        "This server asks for a key",
        401,
        "The request has no key, or one that this server does not know. Send it as Authorization:"
            + " Bearer KEY or as X-Api-Key: KEY; a browser asks for it as the password, under any"
            + " user name. Whoever runs the server has the keys."),
    FORBIDDEN_HOST(
        "forbidden-host",
        "This server does not go by that name",
        403,
        "The Host header names a host that this server was not started for. A page elsewhere could"
            + " otherwise point a name of its own at this machine and read the answers. Use the"
            + " address that the server printed, or start it with --allowed-host NAME."),
    FORBIDDEN_ORIGIN(
        "forbidden-origin",
        "Another site may not ask",
        403,
        "A browser sent this request for a page of another site. Open the address itself, or start"
            + " the server with --cors-origin ORIGIN if that site is meant to ask."),
    NOT_FOUND(
        "not-found",
        "There is nothing of that name",
        404,
        "There is no such address, collection or document. The detail says which; /openapi.json"
            + " lists the addresses, /api/collections the collections."),
    METHOD_NOT_ALLOWED(
        "method-not-allowed",
        "This address has no such method",
        405,
        "The address exists, the method does not. The Allow header lists those that do."),
    GENERATION_CHANGED(
        "generation-changed",
        "The collection has changed since the first page",
        409,
        "The request names the generation of the collection that its search began on. Another one"
            + " has gone live, and the old one is kept for some minutes only. Start again from the"
            + " first page, without generation."),
    CONTENT_TOO_LARGE(
        "content-too-large",
        "The request body is too large",
        413,
        "The body or the file is longer than the limit that the detail names. Send less, or several"
            + " requests."),
    UNSUPPORTED_MEDIA_TYPE(
        "unsupported-media-type",
        "The request body is of another type",
        415,
        "The Content-Type header names a type that this address does not read, or there is none."
            + " Bodies are application/json; a file is sent as multipart/form-data."),
    UNPROCESSABLE_UPLOAD(
        "unprocessable-upload",
        "The file cannot be read",
        422,
        "The file arrived, and could not be read as a document or picture: it is damaged,"
            + " encrypted, of another type, or over a limit. The detail says which."),
    INTERNAL_ERROR(
        "internal-error",
        "The server failed",
        500,
        "This is a defect, or the machine is in trouble. The request id leads to the cause in the"
            + " server's log."),
    PICTURE_UNAVAILABLE(
        "picture-unavailable",
        "The picture cannot be fetched",
        502,
        "The picture is not on this machine, and the site that it is published on did not send one"
            + " that can be shown. The document's url leads there."),
    OVERLOADED(
        "overloaded",
        "Too many searches wait already",
        503,
        "The server is as busy as it can be and turns requests away rather than keep them waiting."
            + " Try again after as many seconds as the Retry-After header says."),
    NOT_READY(
        "not-ready",
        "Nothing can be searched at the moment",
        503,
        "The collections are being opened, there are none, none of them can be opened, or the server"
            + " is stopping. The detail says which. Try again after as many seconds as the"
            + " Retry-After header says."),
    COLLECTION_UNAVAILABLE(
        "collection-unavailable",
        "The collection must be mended first",
        503,
        "The files of the collection cannot be opened, or those of the encoder that the search needs"
            + " cannot be used; others may answer. The detail says which, the server's log why."
            + " Somebody has to mend it. The server looks again after as many seconds as the"
            + " Retry-After header says."),
    TIMEOUT(
        "timeout",
        "The answer took too long",
        504,
        "What was asked for was not done within the time that it may take. Try again, or ask for"
            + " less.");

    private final String name;
    final String title;
    final int status;

    /** What problems of this kind have in common, and what to do about them. */
    final String meaning;

    Kind(String name, String title, int status, String meaning) {
      this.name = name;
      this.title = title;
      this.status = status;
      this.meaning = meaning;
    }

    /** The last part of the type. */
    String text() {
      return name;
    }

    static Optional<Kind> of(String name) {
      return Arrays.stream(values()).filter(kind -> kind.name.equals(name)).findFirst();
    }

    Problem because(String detail, String requestId) {
      return new Problem(TYPES + name, title, status, detail, requestId);
    }
  }
}
