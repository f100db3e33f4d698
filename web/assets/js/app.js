// The page works without this file. It replaces what a new address changes instead of loading a
// whole page, and adds keys.
import { listenToFiles } from "./drop.js";
import { listenToKeys } from "./keyboard.js";
import { Navigation } from "./navigation.js";
import { showPreviews } from "./preview.js";
import { listenToSettings } from "./settings.js";

document.documentElement.classList.add("scripted");
listenToKeys(document.getElementById("q"));
listenToSettings();
listenToFiles();
showPreviews();
new Navigation().listen();
