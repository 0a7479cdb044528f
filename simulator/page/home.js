// The app's Home tab.

import { blocks } from "./blocks.js";
import { h, keyed } from "./dom.js";
import { tried } from "./messages.js";
import { state } from "./state.js";

const panel = document.querySelector("#home");
let opened = "";

export function showHome() {
  const here = state.place === "home" ? `${state.domain}/${state.look.person}` : "";
  panel.hidden = !here;
  if (here && here !== opened) tried("open_home", { tab: "home" });
  opened = here;
  if (!here) return;
  const view = state.look.home;
  keyed(panel, [{ person: state.look.person, hash: view?.hash ?? "none" }], { key: () => "home", make: () => surface(view) });
}

function surface(view) {
  if (!view) return h("div", { class: "welcome" }, h("p", {}, "This app’s Home is still empty."));
  return h("div", { class: "surface" }, blocks(view.blocks, {
    value: (block, element) => view.state[block.block_id]?.[element.action_id],
    act: (block, element, value) => tried("click", { home: true, what: `${block.block_id}/${element.action_id}`, value }),
    fill: () => {},
  }));
}
