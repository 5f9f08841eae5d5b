// The gallery, and the page of a public piece.
import "./elements/score-sheet.js";
import "./elements/score-player.js";
import "./elements/sheet-view.js";
import "./elements/page-settings.js";
import "./elements/play-here.js";
import "./elements/pinned-bar.js";
import { settings } from "./settings.js";

// Nobody changes the view here: the sheet only fits itself to the window.
for (const [name, value] of Object.entries({ layout: "flow", zoom: "100", parts: [], transpose: "0", numbers: "system" })) settings.set(name, value);
