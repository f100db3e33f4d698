// Runs before anything is painted, so that neither a chosen theme nor the room for what scripts add
// comes late. Where a browser forbids storage, nothing is chosen.
document.documentElement.classList.add("scripted");
try {
  for (const name of ["theme", "hints"]) {
    const chosen = localStorage.getItem(name);
    if (chosen !== null) {
      document.documentElement.dataset[name] = chosen;
    }
  }
} catch {
  // As the system has it, with hints.
}
