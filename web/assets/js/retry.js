const FIRST_MS = 1000;
const LONGEST_MS = 15_000;
const GROWTH = 1.5;

/** Goes on by itself once a server that was away answers, or one that starts is ready. */
export function retryByItself() {
  document.addEventListener("page:lost", whenBack);
  document.addEventListener("page:shown", () => {
    pause = FIRST_MS;
  });
  const notice = document.querySelector("[data-waiting]");
  if (notice !== null) {
    whenReady(notice.querySelector(".notice-text").textContent);
  }
}

/** Kept from one loss to the next: a server that comes and goes is asked ever less often. */
let pause = FIRST_MS;

async function whenBack() {
  const button = document.querySelector("[data-retry]");
  while (button?.isConnected) {
    await elapsed(pause);
    pause = Math.min(pause * GROWTH, LONGEST_MS);
    if (button.isConnected && (await answers("/livez"))) {
      // The button alone knows what was asked for, and leaves what was typed since as it is.
      button.click();
      return;
    }
  }
}

/** Opening may also end with collections that cannot be opened, which the page then says. */
async function whenReady(told) {
  while (!(await saysOtherThan(told))) {
    await elapsed(FIRST_MS);
  }
  location.reload();
}

async function saysOtherThan(told) {
  try {
    const response = await fetch("/readyz", { cache: "no-store" });
    return response.ok || (await response.json()).detail !== told;
  } catch {
    return false;
  }
}

async function answers(path) {
  try {
    return (await fetch(path, { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

function elapsed(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
