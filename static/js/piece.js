// The page of one piece.
import "./elements/score-stream.js";
import "./elements/score-sheet.js";
import "./elements/score-progress.js";
import "./elements/plan-card.js";
import "./elements/score-player.js";
import "./elements/bar-selection.js";
import "./elements/page-settings.js";
import "./elements/sheet-view.js";
import "./elements/score-cursor.js";
import "./elements/key-help.js";
import "./elements/score-analysis.js";
import "./elements/piano-roll.js";
import "./elements/print-button.js";
import "./elements/style-hearing.js";
