// What opens over the page beside what was clicked: menus, and the emoji board.

import { fresh, h } from "./dom.js";
import { EMOJI, QUICK } from "./emoji.js";

// Shows `content` beside `anchor`. Escape and a click elsewhere close it, and the focus goes back.
export function openBeside(anchor, content, { label, onclose = () => {} } = {}) {
  const box = h("div", { class: "popup", popover: "auto", "aria-label": label ?? null }, content);
  (anchor.closest("dialog") ?? document.body).append(box);
  anchor.setAttribute("aria-expanded", "true");
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    if (box.contains(document.activeElement) || document.activeElement === document.body) anchor.focus();
    box.remove();
    onclose();
  });
  box.showPopover();
  placeBeside(box, anchor);
  return { box, close: () => box.isConnected && box.hidePopover() };
}

export function placeBeside(box, anchor) {
  const at = anchor.getBoundingClientRect();
  const below = window.innerHeight - at.bottom > box.offsetHeight + 12 || at.top < box.offsetHeight + 12;
  const left = Math.max(8, Math.min(at.left, window.innerWidth - box.offsetWidth - 8));
  box.style.left = `${left}px`;
  box.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - box.offsetHeight - 4)}px`;
}

// Entries: { text, detail, danger, chosen } or null for a line between groups.
export function openMenu(anchor, label, entries) {
  const items = entries.map((one) => (one ? item(one, () => opened.close()) : h("hr")));
  const list = h("div", { role: "menu", "aria-label": label, class: "menu" }, items);
  const opened = openBeside(anchor, list, { label });
  arrows(list, '[role="menuitem"]', 1);
  list.querySelector('[role="menuitem"]')?.focus();
}

function item(entry, close) {
  const onclick = () => {
    close();
    entry.chosen();
  };
  const detail = entry.detail ? h("span", { class: "detail" }, entry.detail) : null;
  return h("button", { type: "button", role: "menuitem", class: entry.danger ? "danger" : "", tabIndex: -1, onclick }, h("span", {}, entry.text), detail);
}

// Arrow keys move the focus among what matches; `columns` of them stand side by side.
export function arrows(list, selector, columns) {
  list.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (!step || (event.target.tagName === "INPUT" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const all = [...list.querySelectorAll(selector)].filter((one) => !one.hidden);
    const here = all.indexOf(document.activeElement);
    const next = Math.abs(step) === Infinity ? (step < 0 ? 0 : all.length - 1) : here < 0 ? 0 : here + step;
    all[columns === 1 ? (next + all.length) % all.length : Math.max(0, Math.min(next, all.length - 1))]?.focus();
  });
}

// The emoji board; `chosen` gets a short name.
export function openEmoji(anchor, chosen) {
  const board = h("div", { class: "emoji-board" });
  const search = h("input", { type: "search", placeholder: "Find an emoji", "aria-label": "Find an emoji" });
  const grid = h("div", { class: "emoji-grid", id: fresh("grid") });
  const names = [...new Set([...QUICK, ...EMOJI.keys()])];
  grid.append(...names.map((name) => {
    const pick = () => {
      opened.close();
      chosen(name);
    };
    return h("button", { type: "button", "aria-label": name.replaceAll("_", " "), title: `:${name}:`, "data-name": name, onclick: pick }, EMOJI.get(name));
  }));
  search.addEventListener("input", () => {
    for (const one of grid.children) one.hidden = !one.dataset.name.includes(search.value.trim().toLowerCase().replaceAll(" ", "_"));
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    // The focus goes back to the button, which would take the same key for a click.
    event.preventDefault();
    [...grid.children].find((one) => !one.hidden)?.click();
  });
  board.append(search, grid);
  arrows(board, "button", 8);
  const opened = openBeside(anchor, board, { label: "Emoji" });
  search.focus();
}
