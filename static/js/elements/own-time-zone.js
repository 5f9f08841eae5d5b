// <own-time-zone> around a form with a field time_zone: chooses the time zone of this device, where nobody chose one yet.
// Attribute: settled, if somebody did.

class OwnTimeZone extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("[name=time_zone]");
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!this.hasAttribute("settled") && [...field.options].some((option) => option.value === own)) field.value = own;
  }
}

customElements.define("own-time-zone", OwnTimeZone);
