/** How far each key goes among the results. */
const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Between pictures that stand side by side. */
const SIDE_STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** What a key does with the selected result: the link or switch that it follows. */
const ACTIONS = { Enter: ".hit-title a", s: ".hit-similar", c: ".cite-toggle" };

/** What of a result has the focus: all of a paper, the link of a picture. */
const BODY = ".hit-body, .tile-link";

/**
 * Selects results by keys. The selected one has the focus, and the address names it, so that it is
 * found again by Back and by a reload.
 */
export function listenToSelection() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("page:shown", restore);
  restore();
}

function onKey(event) {
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing;
  if (modified || event.defaultPrevented || document.querySelector("dialog[open]") !== null) {
    return;
  }
  const hit = document.activeElement.closest?.(".hit") ?? null;
  const whole = document.activeElement.matches(".hit-body");
  if (isFree(event.target, event.key)) {
    const beside = document.querySelector(".tile") !== null;
    const step = STEPS[event.key] ?? (beside ? SIDE_STEPS[event.key] : undefined);
    if (step !== undefined && move(hit, step)) {
      event.preventDefault();
      return;
    }
  }
  if (event.key === "Escape" && hit !== null) {
    leave(hit);
  } else if (hit !== null && ACTIONS[event.key] !== undefined && (whole || event.key !== "Enter")) {
    const target = isTyping(event.target) ? null : hit.querySelector(ACTIONS[event.key]);
    if (target !== null) {
      event.preventDefault();
      target.click();
    }
  }
}

/** Fields and choices have a use of their own for keys; the arrow down leaves the search box. */
function isFree(target, key) {
  if (target.id === "q") {
    return key === "ArrowDown";
  }
  return !isTyping(target);
}

function isTyping(target) {
  return target.closest("input, textarea, select, [role=slider]") !== null;
}

function move(from, step) {
  const hits = [...document.querySelectorAll(".hit")];
  const to = from === null ? (step > 0 ? 0 : -1) : hits.indexOf(from) + step;
  if (hits[to] === undefined) {
    return false;
  }
  select(hits[to]);
  return true;
}

function select(hit) {
  hit.querySelector(BODY).focus({ preventScroll: true });
  hit.scrollIntoView({ block: "nearest" });
  // The address of a picture opens it.
  if (hit.id !== "") {
    history.replaceState(history.state, "", `#${encodeURIComponent(hit.id)}`);
  }
}

/** Escape closes what is open in a result, then leaves it for the search box. */
function leave(hit) {
  const open = hit.querySelector(".cite[open]");
  if (open !== null) {
    open.removeAttribute("open");
    hit.querySelector(BODY).focus({ preventScroll: true });
  } else {
    document.getElementById("q")?.focus();
  }
}

function restore() {
  const id = named();
  const hit = id === "" ? null : document.getElementById(id);
  if (hit?.matches(".hit")) {
    hit.querySelector(BODY).focus({ preventScroll: true });
    hit.scrollIntoView({ block: "nearest" });
  }
}

/** The id that the address names; none where its fragment is not written as addresses are. */
function named() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}
