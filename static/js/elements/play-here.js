// <play-here notes data-playing> around a link to the sound file of a listed piece: a press plays the piece in one player at the foot
// of the page instead, without leaving it. Nothing is fetched before. Attributes: notes, the address of what the player needs.
// The page holds <template id="player-template"> and <div id="player-place">.

class PlayHere extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#press(event));
  }

  async #press(event) {
    const link = event.target.closest("a");
    const template = document.getElementById("player-template");
    if (!link || !template || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.ariaPressed === "true") {
      document.querySelector("#player-place score-player").toggle();
      return;
    }
    const answer = await fetch(this.getAttribute("notes"));
    if (!answer.ok) {
      location.assign(link.href);
      return;
    }
    this.#take(template, link, await answer.text());
  }

  #take(template, link, notes) {
    const place = document.getElementById("player-place");
    place.replaceChildren();
    document.getElementById("note-times")?.remove();
    for (const other of document.querySelectorAll("play-here a[aria-pressed]")) other.removeAttribute("aria-pressed");
    link.ariaPressed = "true";
    const times = Object.assign(document.createElement("script"), { type: "application/json", id: "note-times", textContent: notes });
    const player = template.content.cloneNode(true);
    for (const audio of player.querySelectorAll("audio")) audio.src = link.href;
    player.querySelector("score-player").setAttribute("audio", link.href);
    place.append(times, player);
    place.querySelector("score-player").toggle();
  }
}

customElements.define("play-here", PlayHere);
