// Runs before anything is painted, so that a chosen theme does not flash up late. Where a browser
// forbids storage, nothing is chosen.
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
