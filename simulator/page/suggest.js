// What can follow what is being typed: commands, people, channels, emoji.

import { fresh, h } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { avatar, pickable } from "./people.js";
import { state } from "./state.js";

const MOST = 8;
const EVERYONE = [["here", "everyone who is active"], ["channel", "everyone in this channel"], ["everyone", "everyone in the workspace"]];

// The hint for a command whose name stands there.
export function usage(text) {
  const [, name, rest] = /^(\/\S+)(\s[\s\S]*)?$/.exec(text) ?? [];
  const command = rest !== undefined && state.directory.app.commands.find((one) => one.command === name);
  return command ? [`${command.command} ${command.usage_hint ?? ""}`.trim(), command.description].filter(Boolean).join(" · ") : "";
}

function found(before, all) {
  if (/^\/\S*$/.test(before) && before === all) return { from: 0, offers: commands(before) };
  const [whole, lead, mark, typed] = /(^|[\s(,:])([@#:])([\w.+-]*)$/.exec(before) ?? [];
  if (!mark || (mark === ":" && typed.length < 2)) return { from: 0, offers: [] };
  const from = before.length - whole.length + lead.length;
  return { from, offers: { "@": people, "#": rooms, ":": smileys }[mark](typed.toLowerCase()).slice(0, MOST) };
}

const commands = (typed) => state.directory.app.commands.filter((one) => one.command.startsWith(typed)).map((one) => ({ insert: `${one.command} `, text: one.command, hint: one.usage_hint, detail: one.description }));

function people(typed) {
  const matching = pickable().filter((one) => [one.handle, ...one.real_name.toLowerCase().split(" ")].some((word) => word.startsWith(typed)));
  const groups = [...state.groups.values()].filter((one) => one.handle.startsWith(typed));
  const all = EVERYONE.filter(([name]) => typed && name.startsWith(typed));
  return [
    ...matching.map((one) => ({ insert: `@${one.handle} `, text: one.name, detail: one.title, look: () => avatar(one, "tiny") })),
    ...groups.map((one) => ({ insert: `@${one.handle} `, text: `@${one.handle}`, detail: one.name })),
    ...all.map(([name, detail]) => ({ insert: `@${name} `, text: `@${name}`, detail })),
  ];
}

const rooms = (typed) => [...state.channels.values()].filter((one) => one.name.startsWith(typed) && one.kind !== "im").map((one) => ({ insert: `#${one.name} `, text: `#${one.name}`, detail: one.about }));
const smileys = (typed) => [...EMOJI].filter(([name]) => name.startsWith(typed)).map(([name, shown]) => ({ insert: `:${name}: `, text: `${shown}  :${name}:` }));

// Keeps a list of offers beside `box`. `key` says whether it took the key and something changed.
export function suggestions(box, list, place) {
  let offers = [];
  let from = 0;
  let active = 0;

  const close = () => {
    offers = [];
    if (list.matches(":popover-open")) list.hidePopover();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (at) => {
    active = (at + offers.length) % offers.length;
    [...list.children].forEach((line, index) => {
      line.classList.toggle("is-active", index === active);
      line.setAttribute("aria-selected", String(index === active));
    });
    box.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };
  const take = (at) => {
    box.setRangeText(offers[at].insert, from, box.selectionStart, "end");
    close();
  };
  const open = () => {
    ({ from, offers } = found(box.value.slice(0, box.selectionStart), box.value));
    if (!offers.length) return close();
    list.replaceChildren(...offers.map((one, at) => h("li", { role: "option", id: fresh("offer"), onmousedown: (event) => (event.preventDefault(), take(at), box.dispatchEvent(new Event("input"))) }, one.look?.() ?? null, h("span", {}, h("strong", {}, one.text), one.hint ? ` ${one.hint}` : ""), one.detail ? h("span", { class: "detail" }, one.detail) : null)));
    if (!list.matches(":popover-open")) list.showPopover();
    list.style.width = `${box.offsetWidth}px`;
    place(list, box);
    box.setAttribute("aria-expanded", "true");
    return mark(0);
  };
  const key = (event) => {
    if (!offers.length) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) mark(active + steps[event.key]);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") take(active);
    else return false;
    event.preventDefault();
    return event.key === "Enter" || event.key === "Tab";
  };
  return { open, close, key };
}
