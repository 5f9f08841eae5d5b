// The page of two versions side by side.
import "./elements/bar-marks.js";
