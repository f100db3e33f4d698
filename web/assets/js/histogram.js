/** A pause of the keys that means they have arrived. */
const SETTLED_MS = 600;

/**
 * Lets a range of years be chosen by dragging over the bars, or by two handles. Each bar is a link
 * without this.
 */
export function offerRanges() {
  document.addEventListener("page:shown", offer);
  offer();
}

function offer() {
  const figure = document.querySelector(".histogram");
  if (figure !== null) {
    new Histogram(figure).listen();
  }
}

/** The handle that had the focus when its choice was followed: it gets it back on the next page. */
let moved = null;

class Histogram {
  #any;
  #bars;
  #svg;
  #chosen;
  #handles;
  #from;
  #to;
  #settling = 0;
  #keyed = false;

  constructor(figure) {
    this.#any = figure.dataset.any;
    this.#svg = figure.querySelector(".histogram-bars");
    this.#bars = [...figure.querySelectorAll(".histogram-bar")];
    this.#chosen = figure.querySelector("[data-chosen]");
    this.#handles = figure.querySelector(".histogram-handles");
    [this.#from, this.#to] = this.#inputs().map((input) => Number(input.value));
  }

  listen() {
    this.#handles.hidden = false;
    // The handles do for the keyboard what the bars do, in two stops instead of dozens.
    this.#bars.forEach((bar) => bar.setAttribute("tabindex", "-1"));
    for (const input of this.#inputs()) {
      input.addEventListener("input", () => this.#slide(input));
      input.addEventListener("change", () => this.#settle(input));
      input.addEventListener("pointerdown", () => {
        this.#keyed = false;
      });
      input.addEventListener("keydown", (event) => {
        this.#keyed = true;
        if (event.key === "Enter") {
          this.#follow(input);
        }
      });
    }
    this.#svg.addEventListener("pointerdown", (event) => this.#press(event));
    // A bar is a link, and links can be dragged away.
    this.#svg.addEventListener("dragstart", (event) => event.preventDefault());
    if (moved !== null) {
      this.#handles.querySelector(`[data-handle=${moved}]`).focus({ preventScroll: true });
      moved = null;
    }
  }

  #inputs() {
    return [...this.#handles.querySelectorAll("input")];
  }

  /** A handle that is pushed against the other stops there. */
  #slide(input) {
    const at = Number(input.value);
    if (input.dataset.handle === "from") {
      this.#preview(Math.min(at, this.#to), this.#to);
    } else {
      this.#preview(this.#from, Math.max(at, this.#from));
    }
  }

  /** A key changes a handle by one bar, so a choice is made by several; a pointer makes it in one. */
  #settle(input) {
    clearTimeout(this.#settling);
    if (this.#keyed) {
      this.#settling = setTimeout(() => this.#follow(input), SETTLED_MS);
    } else {
      this.#follow(input);
    }
  }

  #press(event) {
    if (event.button !== 0 || !event.isPrimary) {
      return;
    }
    const start = this.#barAt(event);
    const before = [this.#from, this.#to];
    const listening = new AbortController();
    const { signal } = listening;
    let dragged = false;
    this.#svg.addEventListener(
      "pointermove",
      (move) => {
        const at = this.#barAt(move);
        if (!dragged && at !== start) {
          dragged = true;
          this.#svg.setPointerCapture(event.pointerId);
        }
        if (dragged) {
          this.#preview(Math.min(start, at), Math.max(start, at));
        }
      },
      { signal },
    );
    this.#svg.addEventListener(
      "pointerup",
      () => {
        listening.abort();
        if (dragged) {
          this.#svg.addEventListener("click", suppress, { capture: true, once: true });
          // The click follows at once, or not at all.
          setTimeout(() => this.#svg.removeEventListener("click", suppress, { capture: true }));
          this.#follow(null);
        }
      },
      { signal },
    );
    this.#svg.addEventListener(
      "pointercancel",
      () => {
        listening.abort();
        this.#preview(...before);
      },
      { signal },
    );
  }

  #barAt(event) {
    const box = this.#svg.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * this.#bars.length);
    return Math.min(Math.max(at, 0), this.#bars.length - 1);
  }

  #preview(from, to) {
    [this.#from, this.#to] = [from, to];
    const all = this.#whole();
    this.#bars.forEach((bar, at) => {
      const mark = bar.localName === "a" ? "aria-current" : "data-selected";
      if (!all && at >= from && at <= to) {
        bar.setAttribute(mark, "true");
      } else {
        bar.removeAttribute(mark);
      }
    });
    const [first, last] = this.#years();
    this.#chosen.textContent = first === last ? first : `${first}–${last}`;
    for (const input of this.#inputs()) {
      const earliest = input.dataset.handle === "from";
      input.value = earliest ? from : to;
      input.setAttribute("aria-valuetext", earliest ? first : last);
    }
  }

  #whole() {
    return this.#from === 0 && this.#to === this.#bars.length - 1;
  }

  #years() {
    return [this.#bars[this.#from].dataset.from, this.#bars[this.#to].dataset.to];
  }

  /** All years are no condition. */
  #follow(input) {
    clearTimeout(this.#settling);
    if (!this.#svg.isConnected) {
      return;
    }
    moved = input !== null && input === document.activeElement ? input.dataset.handle : null;
    const [first, last] = this.#years();
    const filter = `filter=year:${first === last ? first : `${first}..${last}`}`;
    const href = this.#whole() ? this.#any : `${this.#any}${this.#any.includes("?") ? "&" : "?"}${filter}`;
    followLink(href);
  }
}

/** As if a link of the page had been followed: whatever replaces the page's parts does so here. */
function followLink(href) {
  const link = document.createElement("a");
  link.href = href;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

function suppress(event) {
  event.preventDefault();
  event.stopPropagation();
}
