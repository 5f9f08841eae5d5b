// Only one player sounds: whoever begins says so, to this page and to the other tabs, and the others fall silent.

import { hear, tell } from "./events.js";

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("one-sound") : null;

/** Call when something begins to sound. owner: any object that stands for it. */
export function claimSound(owner) {
  tell("claimed", { owner });
  channel?.postMessage("claimed");
}

/** Be told when somebody else begins. */
export function yieldSound(owner, silence, signal) {
  hear("claimed", (detail) => detail.owner !== owner && silence(), signal);
  channel?.addEventListener("message", silence, { signal });
}

// Every <audio> of the page takes part.
document.addEventListener("play", ({ target }) => claimSound(target.closest("score-player") ?? target), { capture: true });
hear("claimed", ({ owner }) => {
  for (const audio of document.querySelectorAll("audio")) if (audio !== owner && !owner?.contains?.(audio)) audio.pause();
});
channel?.addEventListener("message", () => document.querySelectorAll("audio").forEach((audio) => audio.pause()));
