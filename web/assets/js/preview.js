import { find } from "./kept-files.js";

let shown = null;

/** Shows the picture that was searched by, which this browser has and the server has not. */
export function showPreviews() {
  document.addEventListener("page:shown", show);
}

async function show() {
  if (shown !== null) {
    URL.revokeObjectURL(shown);
    shown = null;
  }
  const image = document.querySelector("[data-preview]");
  const file = image === null ? null : await find(image.dataset.preview);
  if (file === null || !image.isConnected) {
    return;
  }
  shown = URL.createObjectURL(file);
  // Not every kind of picture that the server reads can be shown by a browser.
  image.addEventListener("error", () => image.remove());
  image.src = shown;
  image.hidden = false;
}
