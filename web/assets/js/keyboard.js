/**
 * "/" goes to the search box from anywhere outside a field, "?" shows the keys, Escape leaves a field.
 *
 * @param {HTMLInputElement | null} box null on a page without a search box
 */
export function listenToKeys(box) {
  document.addEventListener("keydown", (event) => {
    const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (modified || document.querySelector("dialog[open]") !== null) {
      return;
    }
    const field = event.target.closest("input, textarea, select");
    const typing = field !== null && field.type !== "radio";
    if (event.key === "/" && !typing && box !== null) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "?" && !typing) {
      document.getElementById("keys").showModal();
    } else if (event.key === "Escape" && field !== null) {
      // Left to itself, a search box would also forget its text.
      event.preventDefault();
      field.blur();
    }
  });
}
