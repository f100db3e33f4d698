/**
 * A picture that does not come is said so in its frame, with ways to go on: where it comes from, and
 * another try. Frames keep their size whatever is in them.
 */
export function listenToPictures() {
  // Neither event bubbles.
  document.addEventListener("error", (event) => whenFramed(event.target, showBroken), true);
  document.addEventListener("load", (event) => whenFramed(event.target, showWhole), true);
  document.addEventListener("click", (event) => {
    const retry = event.target.closest("[data-reload]");
    if (retry !== null) {
      const picture = retry.closest("[data-frame]").querySelector("img");
      picture.loading = "eager";
      picture.src = picture.getAttribute("src");
    }
  });
  document.addEventListener("page:shown", findBroken);
  findBroken();
}

/** Those that failed before anybody listened. */
function findBroken() {
  for (const picture of document.querySelectorAll("[data-frame] img[src]")) {
    if (picture.complete && picture.naturalWidth === 0) {
      showBroken(picture, picture.closest("[data-frame]"));
    }
  }
}

function whenFramed(target, show) {
  const frame = target instanceof HTMLImageElement ? target.closest("[data-frame]") : null;
  if (frame !== null) {
    show(target, frame);
  }
}

function showBroken(picture, frame) {
  const shown = frame.querySelector(".broken");
  if (shown !== null) {
    shown.querySelector(".broken-text").textContent = "It still does not load";
    return;
  }
  const note = document.getElementById("broken").content.cloneNode(true);
  const text = note.querySelector(".broken-text");
  const source = frame.parentElement.querySelector(".credit-source a");
  if (source !== null) {
    const link = source.cloneNode(true);
    link.className = "button";
    note.querySelector(".broken-ways").append(link);
  }
  note.querySelector("button").setAttribute("aria-label", `Retry: ${picture.alt}`);
  frame.append(note);
  // A status is heard if it was there before its text.
  text.textContent = "This picture does not load";
}

function showWhole(picture, frame) {
  const shown = frame.querySelector(".broken");
  const focused = shown?.contains(document.activeElement) ?? false;
  shown?.remove();
  if (focused) {
    picture.closest("a")?.focus();
  }
}
