import { isPlain } from "./clicks.js";

/** What a fragment of an opened picture starts with; the id of its item follows. */
const FRAGMENT = "#id-";

/**
 * Shows one picture of the results at a time, as large as the window allows. The address says which:
 * Back closes it, reload opens it again. Without scripts a picture leads to what is similar to it.
 */
export class Lightbox {
  #dialog;
  #picture = new Image();
  /** The result that is shown; null while the dialog is closed, or is closing for another page. */
  #tile = null;

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.#dialog = dialog;
    this.#picture.className = "lightbox-picture";
    dialog.querySelector(".lightbox-stage").append(this.#picture);
  }

  listen() {
    document.addEventListener("click", (event) => this.#click(event));
    window.addEventListener("popstate", () => this.#follow());
    document.addEventListener("page:shown", () => this.#follow());
    this.#dialog.addEventListener("keydown", (event) => this.#key(event));
    this.#dialog.addEventListener("close", () => this.#closed());
    this.#follow();
  }

  #click(event) {
    const opened = event.target.closest(".tile-link");
    if (opened !== null && isPlain(event)) {
      event.preventDefault();
      const tile = opened.closest(".tile");
      history.pushState({ opened: true }, "", fragment(tile));
      this.#show(tile);
      return;
    }
    if (!this.#dialog.contains(event.target)) {
      return;
    }
    const step = event.target.closest("[data-step]");
    if (step !== null) {
      this.#step(Number(step.dataset.step));
    } else if (event.target === this.#dialog) {
      // Beside the dialog: its own children would be the target within it.
      this.#dialog.close();
    } else if (event.target.closest(".lightbox-like") !== null && isPlain(event)) {
      // Its address stays behind as it is: Back opens it again.
      this.#tile = null;
      this.#dialog.close();
    }
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#step(step);
    }
  }

  #step(by) {
    const tiles = allTiles();
    const next = tiles[tiles.indexOf(this.#tile) + by];
    if (next !== undefined) {
      // One entry of the history however many are looked at: Back always closes.
      history.replaceState(history.state, "", fragment(next));
      this.#show(next);
    }
  }

  /** Shows what the address says. */
  #follow() {
    const tile = allTiles().find((each) => fragment(each) === location.hash);
    if (tile !== undefined) {
      this.#show(tile);
    } else if (this.#dialog.open) {
      const last = this.#tile;
      this.#tile = null;
      this.#dialog.close();
      focus(last);
    }
  }

  /** Closed by its reader: the address follows. */
  #closed() {
    const last = this.#tile;
    this.#tile = null;
    this.#picture.removeAttribute("src");
    if (last === null) {
      return;
    }
    focus(last);
    if (history.state?.opened === true) {
      history.back();
    } else {
      history.replaceState(null, "", location.pathname + location.search);
    }
  }

  #show(tile) {
    this.#tile = tile;
    const find = (name) => this.#dialog.querySelector(`.lightbox-${name}`);
    const link = tile.querySelector(".tile-link");
    const tiles = allTiles();
    const at = tiles.indexOf(tile);
    find("title").textContent = tile.querySelector(".tile-title").textContent;
    find("similarity").textContent = tile.querySelector(".tile-similarity")?.textContent ?? "";
    find("place").textContent = `${at + 1} of ${tiles.length}`;
    find("like").href = link.href;
    const text = [...tile.querySelectorAll(".credit, .others")].map((each) => each.cloneNode(true));
    text.forEach((each) => each.removeAttribute("hidden"));
    find("text").replaceChildren(...text);
    this.#allow(-1, at > 0);
    this.#allow(1, at < tiles.length - 1);
    this.#paint(link);
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
  }

  /** The small picture, which is there already, until the large one has come. */
  #paint(link) {
    const small = link.querySelector("img");
    const picture = this.#picture;
    this.#dialog.querySelector(".broken")?.remove();
    picture.alt = small.alt;
    for (const side of ["width", "height"]) {
      const pixels = small.getAttribute(side);
      if (pixels === null) {
        picture.removeAttribute(side);
      } else {
        picture.setAttribute(side, pixels);
      }
    }
    picture.src = small.getAttribute("src");
    const large = new Image();
    large.src = link.dataset.large;
    large.decode().then(
      () => {
        if (this.#tile !== null && link.closest(".tile") === this.#tile) {
          picture.src = large.getAttribute("src");
        }
      },
      () => {}, // The small one stays; where it fails as well, its frame says so.
    );
  }

  /** A button that can do nothing keeps its place, and the focus that it may have. */
  #allow(step, possible) {
    this.#dialog
      .querySelector(`[data-step="${step}"]`)
      .setAttribute("aria-disabled", String(!possible));
  }
}

function allTiles() {
  return [...document.querySelectorAll("#results .tile")];
}

/** As the browser writes it into the address. */
function fragment(tile) {
  return FRAGMENT + encodeURIComponent(tile.dataset.id).replaceAll("'", "%27");
}

function focus(tile) {
  if (tile?.isConnected) {
    tile.querySelector(".tile-link").focus();
  }
}
