// Changing one's own piece: loaded for its owner only.
import "./elements/answer-picker.js";
import "./elements/candidate-tray.js";
import "./elements/change-panel.js";
import "./elements/lock-marks.js";
import "./elements/note-editor.js";
import "./elements/work-desk.js";
