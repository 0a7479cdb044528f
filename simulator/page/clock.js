// The workspace's time, and moving it.

import { icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { toast } from "./ask.js";
import { now } from "./state.js";
import { full, next, short } from "./times.js";
import { tell } from "./wire.js";

const button = document.querySelector("#clock");
const label = button.appendChild(document.createElement("span"));
button.prepend(icon("clock"));
button.addEventListener("click", () => {
  openMenu(button, "Move the clock", [
    { text: "To Monday 09:00", detail: full(next(9, 1)), chosen: () => move(next(9, 1) - now() + 1) },
    { text: "To tomorrow 09:00", detail: full(next(9)), chosen: () => move(next(9) - now() + 1) },
    { text: "+1 hour", chosen: () => move(3600) },
    { text: "+1 day", chosen: () => move(86400) },
  ]);
});

async function move(seconds) {
  try {
    await tell("clock", { seconds });
  } catch (error) {
    toast(error.message);
  }
}

export function showClock() {
  const text = short(now());
  if (label.textContent === text) return;
  label.textContent = text;
  button.setAttribute("aria-label", `It is ${full(now())}. Move the clock`);
  button.title = "Move the clock";
}
