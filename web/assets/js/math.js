/** Elements whose text may hold TeX. */
const TEXTS = ".hit-title, .hit-summary, .like-title, .tex";

/**
 * $$..$$, \[..\], \(..\) and $..$. A single dollar opens a formula where no space follows it, and
 * closes one where none stands before it and no digit behind it: "$5 and $10" are amounts.
 */
const FORMULA =
  /\$\$(?<display>[^$]+)\$\$|\\\[(?<bracketed>.+?)\\\]|\\\((?<inline>.+?)\\\)|(?<![\\$])\$(?!\s)(?<dollar>(?:\\.|[^$\\])+?)(?<!\s)\$(?![\d$])/gs;

/** What a formula of somebody else's may do: nothing but be typeset, and not for long. */
const OPTIONS = { throwOnError: true, trust: false, strict: "ignore", maxSize: 20, maxExpand: 200 };

let loading = null;

/** Typesets what is on the page, and what will come. */
export function typesetFormulas() {
  typeset();
  document.addEventListener("page:shown", typeset);
}

async function typeset() {
  const texts = [...document.querySelectorAll(TEXTS)].filter((text) => holdsFormula(text.textContent));
  if (texts.length === 0) {
    return;
  }
  if (globalThis.katex === undefined) {
    loading ??= load();
    await loading;
  }
  texts.forEach(typesetText);
}

function holdsFormula(text) {
  return text.search(FORMULA) >= 0;
}

/** The typesetter is large: only pages with formulas ask for it. */
function load() {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/assets/katex/katex.min.css";
  const script = document.createElement("script");
  script.src = "/assets/katex/katex.min.js";
  const loaded = [style, script].map(
    (element) =>
      new Promise((resolve, reject) => {
        element.addEventListener("load", resolve);
        element.addEventListener("error", reject);
      }),
  );
  document.head.append(style, script);
  return Promise.all(loaded);
}

function typesetText(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest(".katex") === null && holdsFormula(walker.currentNode.data)) {
      nodes.push(walker.currentNode);
    }
  }
  nodes.forEach(typesetNode);
}

function typesetNode(node) {
  const parts = [];
  let at = 0;
  for (const match of node.data.matchAll(FORMULA)) {
    const { display, bracketed, inline, dollar } = match.groups;
    const formula = rendered(display ?? bracketed ?? inline ?? dollar);
    if (formula !== null) {
      parts.push(node.data.slice(at, match.index), formula);
      at = match.index + match[0].length;
    }
  }
  if (parts.length > 0) {
    node.replaceWith(...parts, node.data.slice(at));
  }
}

/** A formula within its line; null where it cannot be read, and stays as it was written. */
function rendered(tex) {
  const formula = document.createElement("span");
  formula.className = "formula";
  try {
    const tree = katex.__renderToDomTree(tex, OPTIONS);
    setStylesAside(tree);
    formula.append(tree.toNode());
  } catch {
    return null;
  }
  for (const element of formula.querySelectorAll("[data-style]")) {
    element.style.cssText = element.dataset.style;
    element.removeAttribute("data-style");
  }
  return formula;
}

/** The page forbids attributes of style, as they may come from outside; a script may set them. */
function setStylesAside({ attributes, children = [] }) {
  if (attributes?.style !== undefined) {
    attributes["data-style"] = attributes.style;
    delete attributes.style;
  }
  children.forEach(setStylesAside);
}
