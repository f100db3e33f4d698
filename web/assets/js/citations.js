/** Copies citations, and closes a menu of them when something else is clicked. */
export function listenToCitations() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button !== null) {
      copy(button);
    }
    for (const menu of document.querySelectorAll(".cite[open]")) {
      if (!menu.contains(event.target)) {
        menu.removeAttribute("open");
      }
    }
  });
}

async function copy(button) {
  const label = button.textContent;
  let outcome = "Copied";
  try {
    const response = await fetch(button.dataset.copy);
    if (!response.ok) {
      throw new Error(response.statusText);
    }
    await navigator.clipboard.writeText(await response.text());
  } catch {
    outcome = "Not copied: use the file";
  }
  button.textContent = outcome;
  document.getElementById("announcement").textContent = outcome;
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}
