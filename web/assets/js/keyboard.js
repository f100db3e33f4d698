/**
 * "/" goes to the search box from anywhere outside a field, Escape leaves a field.
 *
 * @param {HTMLInputElement | null} box null on a page without a search box
 */
export function listenToKeys(box) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    const field = event.target.closest("input, textarea, select");
    const typing = field !== null && field.type !== "radio";
    if (event.key === "/" && !typing && box !== null) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "Escape" && field !== null) {
      // Left to itself, a search box would also forget its text.
      event.preventDefault();
      field.blur();
    }
  });
}
