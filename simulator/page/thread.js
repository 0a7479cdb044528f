// The panel of one thread.

import { composer } from "./composer.js";
import { h, iconButton } from "./dom.js";
import { showMessages } from "./messages.js";
import { channel, go, state, titleOf } from "./state.js";

const panel = document.querySelector("#thread");
let shown = "";
let list = null;
let count = 0;

export function showThread() {
  const messages = state.look.messages.filter((one) => one.ts === state.thread || one.thread_ts === state.thread);
  const wanted = state.thread && messages.length ? `${state.look.person}/${state.look.channel}/${state.thread}` : "";
  if (wanted !== shown) build(wanted);
  shown = wanted;
  if (!wanted) return;
  showMessages(list, messages, { inThread: true });
  if (messages.length !== count) list.parentElement.scrollTop = list.parentElement.scrollHeight;
  count = messages.length;
}

function build(wanted) {
  panel.hidden = !wanted;
  panel.replaceChildren();
  count = 0;
  if (!wanted) return;
  const room = channel();
  const close = () => (go({}), document.querySelector("#composer textarea")?.focus());
  list = h("div", { class: "messages", role: "group", "aria-label": "Thread" });
  panel.append(
    h("header", {}, h("h2", {}, "Thread"), h("span", { class: "detail" }, room.kind === "im" ? titleOf(room) : `#${room.name}`), iconButton("close", "Close thread", close)),
    h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Thread" }, list),
    composer({ thread: state.thread }));
  panel.onkeydown = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  };
  panel.querySelector("textarea")?.focus({ preventScroll: true });
}
