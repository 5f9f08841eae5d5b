// Every page.
import "./elements/compose-form.js";
import "./elements/passkey-notice.js";
import "./elements/arrange-list.js";
import "./elements/takeout-progress.js";
