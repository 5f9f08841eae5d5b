// Every page.
import "./elements/compose-form.js";
import "./elements/passkey-notice.js";
import "./elements/arrange-list.js";
import "./elements/takeout-progress.js";
import "./elements/own-time-zone.js";
import "./elements/live-checks.js";
import "./elements/comment-form.js";
import "./elements/file-drop.js";
import "./bar-links.js";
