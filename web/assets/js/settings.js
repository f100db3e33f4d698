/** What follows each choice of colours; the first is what the system has. */
const THEMES = ["system", "light", "dark"];
const THEME_LABELS = { system: "as the system", light: "light", dark: "dark" };

const root = document.documentElement;

/** The switches of the header, the sheet of keys, and what of it is kept for the next visit. */
export function listenToSettings() {
  const theme = document.querySelector("[data-theme-switch]");
  const sheet = document.getElementById("keys");
  const hints = document.getElementById("show-hints");
  describe(theme);
  hints.checked = root.dataset.hints !== "off";

  theme.addEventListener("click", () => {
    const now = THEMES.indexOf(root.dataset.theme ?? THEMES[0]);
    choose("theme", THEMES[(now + 1) % THEMES.length], THEMES[0]);
    describe(theme);
  });
  hints.addEventListener("change", () => choose("hints", hints.checked ? "on" : "off", "on"));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-show-keys]") !== null) {
      sheet.showModal();
    } else if (event.target.closest("[data-hide-hints]") !== null) {
      hints.checked = false;
      choose("hints", "off", "on");
    } else if (event.target === sheet) {
      // Beside the sheet: its own children would be the target within it.
      sheet.close();
    }
  });
}

function describe(button) {
  const label = `Colours: ${THEME_LABELS[root.dataset.theme ?? THEMES[0]]}`;
  button.setAttribute("aria-label", label);
  button.title = label;
}

/** Keeps a choice, or forgets it where it is what there would be without one. */
function choose(name, value, usual) {
  if (value === usual) {
    delete root.dataset[name];
  } else {
    root.dataset[name] = value;
  }
  try {
    if (value === usual) {
      localStorage.removeItem(name);
    } else {
      localStorage.setItem(name, value);
    }
  } catch {
    // It holds until the page is left.
  }
}
