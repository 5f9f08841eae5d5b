// Every page.
import "./elements/compose-form.js";
