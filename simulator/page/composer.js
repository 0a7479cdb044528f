// Where messages are typed: `/` with hints, `@`, `#` and `:` with suggestions, shortcuts behind the plus.

import { toast } from "./ask.js";
import { fresh, h, iconButton } from "./dom.js";
import { openEmoji, openMenu, placeBeside } from "./menu.js";
import { tried } from "./messages.js";
import { channel, state, titleOf } from "./state.js";
import { suggestions, usage } from "./suggest.js";

const drafts = new Map();
const where = (room) => (room?.kind === "im" ? titleOf(room) : `#${room?.name}`);

// A composer for the conversation, or for a thread of it.
export function composer({ thread = "" } = {}) {
  const room = channel();
  const key = `${state.domain}/${state.handle}/${room.id}/${thread}`;
  const list = h("ul", { role: "listbox", id: fresh("suggestions"), popover: "manual", class: "popup options", "aria-label": "Suggestions" });
  const hint = h("p", { class: "usage detail", id: fresh("usage"), "aria-live": "polite" });
  const label = thread ? "Reply…" : `Message ${where(room)}`;
  const box = h("textarea", { rows: 1, placeholder: label, "aria-label": label, role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id, "aria-describedby": hint.id, value: drafts.get(key) ?? "" });
  const also = thread && room.kind !== "im" ? h("input", { type: "checkbox" }) : null;
  const form = h("form", { class: "composer" }, hint,
    h("div", { class: "composer-box" }, box,
      h("div", { class: "composer-tools" },
        thread ? null : iconButton("plus", "Shortcuts", (event) => shortcuts(event.currentTarget), { "aria-haspopup": "menu" }),
        iconButton("slash", "Commands", () => start("/")),
        iconButton("at", "Mention someone", () => start("@")),
        iconButton("smile", "Emoji", (event) => openEmoji(event.currentTarget, (name) => (insert(box, `:${name}: `), changed()))),
        also ? h("label", { class: "also" }, also, ` Also send to ${where(room)}`) : null,
        h("button", { type: "submit", class: "send", "aria-label": "Send", title: "Send (Enter)" }, iconOf("send")))), list);
  const offers = suggestions(box, list, placeBeside);

  const start = (text) => {
    if (text === "/" ? !box.value : true) insert(box, (box.value && !/\s$/.test(box.value.slice(0, box.selectionStart)) ? " " : "") + text);
    box.focus();
    changed();
  };
  const changed = () => {
    drafts.set(key, box.value);
    hint.textContent = usage(box.value);
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 240)}px`;
    form.classList.toggle("is-filled", Boolean(box.value.trim()));
    offers.open();
  };
  const send = async (event) => {
    event?.preventDefault();
    const text = box.value.trim();
    if (!text) return;
    offers.close();
    box.value = "";
    changed();
    if (!(await deliver(text, room, thread, also?.checked)) && !box.value) {
      box.value = text;
      changed();
    }
  };
  form.addEventListener("submit", send);
  box.addEventListener("input", changed);
  box.addEventListener("blur", () => offers.close());
  box.addEventListener("keydown", (event) => {
    if (offers.key(event)) changed();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !event.defaultPrevented) send(event);
  });
  requestAnimationFrame(() => box.value && changed());
  return form;
}

// True when it was taken; what was not stays typed.
async function deliver(text, room, thread, also) {
  if (!text.startsWith("/")) return tried("say", { channel: room.id, text, thread_ts: thread, broadcast: Boolean(also) });
  if (!thread) return tried("slash", { channel: room.id, text });
  toast(`${text.split(" ")[0]} is not supported in threads. Sorry!`);
  return null;
}

function insert(box, text) {
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.focus();
}

function shortcuts(anchor) {
  const all = state.directory.app.shortcuts.filter((one) => one.type === "global");
  const entries = all.map((one) => ({ text: one.name, detail: one.description || state.directory.app.name, chosen: () => tried("shortcut", { callback_id: one.id }) }));
  openMenu(anchor, "Shortcuts", entries.length ? entries : [{ text: "The app has no global shortcuts", chosen: () => {} }]);
}

const iconOf = (name) => iconButton(name, "", null).firstChild;

const area = document.querySelector("#composer");
let shown = "";

// The composer under the conversation, or why there is none.
export function showComposer() {
  const room = channel();
  const app = room?.with === state.directory.app.user;
  const closed = !room?.member ? " " : room.archived ? "This channel is archived." : app && state.directory.app.read_only ? "Sending messages to this app has been turned off." : "";
  const wanted = JSON.stringify([state.domain, state.look.person, room?.id, where(room), closed]);
  if (wanted === shown) return;
  const focused = area.contains(document.activeElement);
  shown = wanted;
  area.replaceChildren(closed ? h("p", { class: "closed detail" }, closed) : composer());
  if (focused) area.querySelector("textarea")?.focus();
}
