// The page works without this file. It replaces what a new address changes instead of loading a
// whole page, and adds keys.
import { listenToCitations } from "./citations.js";
import { listenToFiles } from "./drop.js";
import { keepFolds } from "./folds.js";
import { offerRanges } from "./histogram.js";
import { listenToKeys } from "./keyboard.js";
import { Lightbox } from "./lightbox.js";
import { typesetFormulas } from "./math.js";
import { Navigation } from "./navigation.js";
import { listenToPictures } from "./pictures.js";
import { showPreviews } from "./preview.js";
import { retryByItself } from "./retry.js";
import { listenToSelection } from "./selection.js";
import { listenToSettings } from "./settings.js";

listenToKeys(document.getElementById("q"));
listenToSettings();
listenToCitations();
listenToSelection();
typesetFormulas();
listenToPictures();
listenToFiles();
showPreviews();
keepFolds();
// First: what opens a picture is no link to another page.
new Lightbox(document.getElementById("lightbox")).listen();
new Navigation().listen();
offerRanges();
retryByItself();
