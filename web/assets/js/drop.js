/** The input beside the filters; absent where a collection takes no files. */
const INPUT = "#refine input[type=file]";

/** Files are searched by as soon as they are chosen, let go above the page, or pasted. */
export function listenToFiles() {
  document.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.files.length > 0) {
      event.target.form.requestSubmit();
    }
  });
  document.addEventListener("paste", paste);
  listenToDrops();
}

function listenToDrops() {
  // What is dragged out of the page itself is not meant to be dropped on it.
  let ours = false;
  document.addEventListener("dragstart", () => {
    ours = true;
  });
  document.addEventListener("dragend", () => {
    ours = false;
  });
  document.addEventListener("dragover", (event) => {
    if (!ours && takesFiles(event)) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      invite(true);
    }
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) {
      invite(false);
    }
  });
  document.addEventListener("drop", (event) => {
    invite(false);
    if (!ours && takesFiles(event)) {
      event.preventDefault();
      search(event.dataTransfer.files);
    }
  });
}

function takesFiles(event) {
  return document.querySelector(INPUT) !== null && event.dataTransfer.types.includes("Files");
}

/** The invitation covers the page, and a picture that is open, while a file is held above it. */
function invite(shown) {
  document.getElementById("drop")?.togglePopover(shown);
}

/** A text that is pasted into a field stays a text, even where its source adds a picture of it. */
function paste(event) {
  const input = document.querySelector(INPUT);
  const typing = event.target.closest?.("input, textarea") ?? null;
  const text = event.clipboardData.types.includes("text/plain");
  if (input === null || (typing !== null && text)) {
    return;
  }
  const files = [...event.clipboardData.files].filter((file) => takes(input, file));
  if (files.length > 0) {
    event.preventDefault();
    search(files);
  }
}

function takes(input, file) {
  return input.accept.split(",").includes(file.type);
}

/** Sends the first of some files as if it had been chosen. */
function search(files) {
  const input = document.querySelector(INPUT);
  if (files.length > 0) {
    const first = new DataTransfer();
    first.items.add(files[0]);
    input.files = first.files;
    input.form.requestSubmit();
  }
}
