import * as kept from "./kept-files.js";

/** The address of results for a file, /c/papers/file/DIGEST, and before that where files are sent. */
const ADDRESS = /^(\/c\/[^/]+\/file)\/([0-9a-f]{32})$/;

/** A file that is not worth sending; names the template that says why. */
class FileRefused extends Error {
  template = "file-too-large";
}

/** The file that was chosen in a form, null where it has none. Its input may stand elsewhere. */
export function fileOf(form) {
  const input = [...form.elements].find((element) => element.type === "file");
  return input?.files[0] ?? null;
}

/** The digest in the address of results for a file, null in others. */
export function digestOf(url) {
  return new URL(url, location.href).pathname.match(ADDRESS)?.[2] ?? null;
}

/** Whether an address is of results for a file that this browser keeps. */
export async function isHere(url) {
  return (await fileAt(url)) !== null;
}

async function fileAt(url) {
  const digest = digestOf(url);
  return digest === null ? null : kept.find(digest);
}

/**
 * Asks for a page. The server keeps no files: pages of results for one are asked for by sending it,
 * the first time and every time after.
 *
 * @param {File | null} file to be searched by, where the address does not say
 */
export async function fetchPage(url, file, signal) {
  const known = file ?? (await fileAt(url));
  if (known !== null) {
    return send(known, url, signal);
  }
  const response = await fetch(url, { headers: { Accept: "text/html" }, signal });
  const meant = response.redirected ? await fileAt(response.url) : null;
  return meant === null ? response : send(meant, response.url, signal);
}

/** The address that stands for what a page shows: not always the one that was asked for it. */
export function addressShown(response) {
  const said = response.headers.get("Content-Location");
  if (said !== null) {
    return new URL(said, location.href).href;
  }
  // Where a file was sent to without being taken, there is no page to come back to.
  return new URL(response.url).pathname.endsWith("/file") ? location.href : response.url;
}

async function send(file, url, signal) {
  const target = new URL(url, location.href);
  target.pathname = target.pathname.replace(ADDRESS, "$1");
  const most = document.querySelector("[data-max-bytes]")?.dataset.maxBytes;
  if (most !== undefined && file.size > Number(most)) {
    throw new FileRefused();
  }
  const body = new FormData();
  body.set("file", file, file.name);
  const response = await fetch(target, { method: "POST", headers: { Accept: "text/html" }, body, signal });
  const digest = digestOf(addressShown(response));
  if (response.headers.has("Content-Location") && digest !== null) {
    await kept.keep(digest, file);
  }
  return response;
}
