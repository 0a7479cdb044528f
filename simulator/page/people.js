// Avatars and names.

import { h } from "./dom.js";
import { state } from "./state.js";

const hue = (id) => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);

export function avatar(person, size = "") {
  const app = person?.id === state.directory.app.user;
  const initials = (person?.real_name ?? "?").split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  const made = h("span", { class: `avatar ${size} ${app ? "is-app" : ""}`, "aria-hidden": "true" }, app ? "b" : initials);
  made.style.setProperty("--hue", hue(person?.id ?? ""));
  return made;
}

export function nameOf(id) {
  return id === state.directory.app.user ? state.directory.app.name : (state.people.get(id)?.name ?? id);
}

// Whom one can pick: nobody who has left, and not Slackbot.
export function pickable() {
  return [...state.people.values()].filter((one) => !one.gone && one.id !== "USLACKBOT");
}
