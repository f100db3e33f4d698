/** What the reader opened or closed stays so where other results bring it anew. */
export function keepFolds() {
  const chosen = new Map();
  document.addEventListener("click", (event) => {
    const fold = event.target.closest("summary")?.closest("[data-fold]");
    if (fold) {
      // The click comes before what it does.
      chosen.set(fold.dataset.fold, !fold.open);
    }
  });
  document.addEventListener("page:shown", () => {
    for (const fold of document.querySelectorAll("[data-fold]")) {
      fold.open = chosen.get(fold.dataset.fold) ?? fold.open;
    }
  });
}
