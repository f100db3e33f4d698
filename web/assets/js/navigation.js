import { isPlain } from "./clicks.js";
import { addressShown, fetchPage, fileOf, isHere } from "./files.js";

/** Elements that depend on the address, by id. */
const REGIONS = ["tabs", "heading", "refine", "sending", "results", "facets", "facts"];

/** Shorter waits go unnoticed; a placeholder would only flicker. */
const SKELETON_DELAY_MS = 150;

/**
 * Follows links and forms of the page by fetching the next page and replacing the regions that
 * differ. Every state has its own address, so Back, Forward and reload need nothing else.
 */
export class Navigation {
  #results = document.getElementById("results");
  #under = new AbortController();
  #wanted = { url: location.href, file: null };
  #shown = withoutFragment(location.href);
  #asked = "";

  listen() {
    if (document.getElementById("search") === null) {
      return;
    }
    document.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("submit", (event) => this.#submit(event));
    document.addEventListener("change", (event) => this.#change(event));
    window.addEventListener("popstate", () => {
      // Another place of the same page, such as a selected result or an opened picture.
      if (withoutFragment(location.href) !== this.#shown) {
        this.#show(location.href, { push: false });
      }
    });
    this.#restore();
  }

  #click(event) {
    const retry = event.target.closest("[data-retry]");
    if (retry !== null) {
      this.#show(this.#wanted.url, { push: true, file: this.#wanted.file, again: true });
      return;
    }
    const link = event.target.closest("a[href]");
    if (link === null || !isPlain(event) || event.defaultPrevented || !isPage(link)) {
      return;
    }
    event.preventDefault();
    this.#show(target(link).href, { push: true, top: true });
  }

  #submit(event) {
    const file = fileOf(event.target);
    if (event.target.method !== "get" && file === null) {
      return;
    }
    event.preventDefault();
    document.activeElement?.closest(".filters")?.removeAttribute("open");
    this.#show(address(event.target), { push: true, top: true, file });
  }

  /** Another mode searches at once, where there is something to search for. */
  #change(event) {
    const form = event.target.form;
    if (event.target.name === "mode" && form.elements.q.value.trim() !== "") {
      this.#show(address(form), { push: true });
    }
  }

  /** A page of results for a file comes from the server without them: the file is here. */
  async #restore() {
    const url = location.href;
    if ((await isHere(url)) && location.href === url) {
      this.#show(url, { push: false });
    }
  }

  async #show(url, { push, top = false, file = null, again = false }) {
    this.#under.abort();
    const under = new AbortController();
    this.#under = under;
    this.#wanted = { url, file };
    if (!again) {
      this.#asked = document.getElementById("q").value;
    }
    this.#shown = withoutFragment(url);
    // The placeholder takes the link that was followed, and its focus, out of the page.
    const focused = document.activeElement ?? document.body;
    this.#results.setAttribute("aria-busy", "true");
    const skeleton = setTimeout(() => this.#place(skeletonOf(url)), SKELETON_DELAY_MS);
    try {
      const response = await fetchPage(url, file, under.signal);
      const html = await response.text();
      const next = new DOMParser().parseFromString(html, "text/html");
      if (next.getElementById("search") === null) {
        location.assign(response.url);
        return;
      }
      clearTimeout(skeleton);
      const shown = addressShown(response);
      if (push && shown !== withoutFragment(location.href)) {
        history.pushState(null, "", shown);
      }
      this.#shown = withoutFragment(location.href);
      this.#replace(next, focused);
      if (top) {
        window.scrollTo(0, 0);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        clearTimeout(skeleton);
        this.#place(error.template ?? "offline");
        if (error.template === undefined) {
          document.dispatchEvent(new Event("page:lost"));
        }
      }
    } finally {
      clearTimeout(skeleton);
      if (this.#under === under) {
        this.#results.removeAttribute("aria-busy");
      }
    }
  }

  #replace(next, focused) {
    document.title = next.title;
    for (const id of REGIONS) {
      const fresh = next.getElementById(id);
      document.getElementById(id)?.replaceChildren(...(fresh?.childNodes ?? []));
    }
    const box = document.getElementById("q");
    const form = next.getElementById("search");
    box.form.setAttribute("action", form.getAttribute("action"));
    const text = form.elements.q.value;
    // What was typed while the answer was on its way is newer than the answer.
    if (box.value !== text && box.value === this.#asked) {
      box.value = text;
    }
    this.#announce();
    document.dispatchEvent(new Event("page:shown"));
    if (focused.isConnected || document.activeElement !== document.body) {
      return;
    }
    // A radio button that was replaced under the fingers keeps the focus.
    if (focused.name === "mode") {
      box.form.querySelector(`input[name=mode][value=${CSS.escape(focused.value)}]`)?.focus();
    } else {
      this.#results.focus({ preventScroll: true });
    }
  }

  /** Says aloud what is seen: a live region is only heard if it was there before its text. */
  #announce() {
    const told = this.#results.querySelector("[data-announce]");
    document.getElementById("announcement").textContent = told?.textContent ?? "";
  }

  /** Shows one of the page's templates in place of the results. */
  #place(template) {
    this.#results.replaceChildren(document.getElementById(template).content.cloneNode(true));
    this.#announce();
  }
}

function withoutFragment(url) {
  return url.split("#", 1)[0];
}

/** Where a link leads; links in drawings keep their address in another way than others do. */
function target(link) {
  return new URL(link.getAttribute("href"), location.href);
}

function isPage(link) {
  const url = target(link);
  return (
    url.origin === location.origin &&
    (url.pathname === "/" || url.pathname.startsWith("/c/")) &&
    !link.getAttribute("href").startsWith("#")
  );
}

/** The placeholder for what a collection shows, pictures or rows. */
function skeletonOf(url) {
  const pictures = document.querySelector(".layout").dataset.pictures.split(" ");
  const collection = new URL(url, location.href).pathname.split("/")[2] ?? "";
  return pictures.includes(decodeURIComponent(collection)) ? "skeleton-pictures" : "skeleton";
}

/** Where a form leads, without the inputs that were left empty. */
function address(form) {
  const url = new URL(form.action);
  const filled = [...new FormData(form)].filter(([, value]) => typeof value === "string" && value.trim() !== "");
  url.search = new URLSearchParams(filled).toString();
  return url.href;
}
