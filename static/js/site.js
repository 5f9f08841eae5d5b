// Every page.
import "./elements/compose-form.js";
import "./elements/passkey-notice.js";
