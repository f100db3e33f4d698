// The page works without this file. It replaces what a new address changes instead of loading a
// whole page, and adds two keys.
import { offerRanges } from "./histogram.js";
import { listenToKeys } from "./keyboard.js";
import { Navigation } from "./navigation.js";
import { retryByItself } from "./retry.js";

document.documentElement.classList.add("scripted");
listenToKeys(document.getElementById("q"));
new Navigation().listen();
offerRanges();
retryByItself();
