// A conversation's messages: grouped, kept in place, announced when they are new.

import { ask, toast } from "./ask.js";
import { blocks, picture } from "./blocks.js";
import { initial } from "./controls.js";
import { fresh, h, icon, iconButton, keyed } from "./dom.js";
import { openEmoji, openMenu } from "./menu.js";
import { emojiNode, mrkdwn, plain } from "./mrkdwn.js";
import { avatar, nameOf } from "./people.js";
import { address, go, state } from "./state.js";
import { day, dayKey, full, hour } from "./times.js";
import { act } from "./wire.js";

const TOGETHER = 300; // seconds within which someone's messages stand under one name

export async function tried(verb, body) {
  try {
    const reply = await act(verb, body);
    if (reply.trouble) toast(reply.trouble);
    return reply;
  } catch (error) {
    toast(error.message);
    return null;
  }
}

// Fills a list with messages and lines between days. `inThread` leaves out the way into the thread.
export function showMessages(list, messages, { inThread = false } = {}) {
  const items = [];
  let before = null;
  for (const one of messages) {
    const newDay = !before || dayKey(before.ts) !== dayKey(one.ts);
    if (newDay) items.push({ divider: day(one.ts), ts: one.ts });
    const compact = !newDay && before.user === one.user && !before.ephemeral && !one.ephemeral && !one.broadcast && one.ts - before.ts < TOGETHER;
    items.push({ ...one, compact, inThread });
    before = one;
  }
  keyed(list, items, { key: (one) => (one.divider ? `day ${one.ts}` : one.ts), make: (one) => (one.divider ? divider(one) : article(one)) });
  roving(list);
}

const divider = (one) => h("div", { class: "day", role: "separator" }, h("span", {}, one.divider));

function article(one) {
  const author = state.people.get(one.user);
  const name = fresh("by");
  const time = h("a", { class: "time", href: address({ thread: one.thread_ts || one.ts }), title: full(one.ts), tabIndex: -1 }, hour(one.ts));
  const head = h("div", { class: "by" }, h("span", { class: "name", id: name }, nameOf(one.user)), author?.bot ? h("span", { class: "tag" }, "App") : null, author?.elsewhere ? h("span", { class: "tag" }, "External") : null, author?.guest ? h("span", { class: "tag" }, "Guest") : null, time);
  const made = h("article", { class: `message ${one.compact ? "compact" : ""} ${one.ephemeral ? "ephemeral" : ""}`, "aria-label": `${nameOf(one.user)}, ${hour(one.ts)}`, tabIndex: -1, "data-ts": one.ts, "data-focus": one.ts },
    h("div", { class: "gutter" }, one.compact ? time.cloneNode(true) : avatar(author)),
    h("div", { class: "body" },
      one.ephemeral ? h("p", { class: "only-you" }, icon("eye"), "Only visible to you") : null,
      one.broadcast ? h("p", { class: "detail" }, "replied to a thread") : null,
      one.compact ? null : head,
      h("div", { class: "text" }, one.blocks.length ? blocks(one.blocks, cx(one)) : mrkdwn(one.text), one.edited ? h("span", { class: "detail" }, " (edited)") : null),
      one.attached.map(file),
      reactions(one),
      one.reply_count && !one.inThread ? replies(one) : null),
    one.ephemeral ? null : tools(one));
  return made;
}

function cx(one) {
  return {
    value: (block, element) => initial(element),
    act: (block, element, value) => tried("click", { channel: one.channel, ts: one.ts, what: `${block.block_id}/${element.action_id}`, value }),
    fill: () => {},
  };
}

function file(one) {
  const caption = h("figcaption", {}, one.title);
  if (!/\.(png|gif|jpe?g|svg|webp)$/i.test(one.title) && !one.mimetype.startsWith("image/")) return h("p", { class: "file" }, icon("file"), h("a", { href: `/files/${one.id}`, download: one.title }, one.title));
  return h("figure", {}, caption, picture({ slack_file: { id: one.id }, alt_text: one.alt_txt || one.title }));
}

function reactions(one) {
  const all = Object.entries(one.reactions);
  if (!all.length) return null;
  const chips = all.map(([name, users]) => {
    const mine = users.includes(state.look.person);
    const who = users.map(nameOf).join(", ");
    return h("button", { type: "button", class: "reaction", "aria-pressed": String(mine), "aria-label": `${name}, ${users.length}: ${who}`, title: `${who} reacted with :${name}:`, "data-focus": `reaction ${name}`, onclick: () => tried("react", { channel: one.channel, ts: one.ts, emoji: name, remove: mine }) }, emojiNode(name), ` ${users.length}`);
  });
  return h("div", { class: "reactions" }, chips, iconButton("smile", "Add a reaction", (event) => react(event.currentTarget, one), { class: "reaction add", "data-focus": "add reaction" }));
}

function react(anchor, one) {
  openEmoji(anchor, (name) => {
    const mine = one.reactions[name]?.includes(state.look.person);
    if (!mine) tried("react", { channel: one.channel, ts: one.ts, emoji: name });
  });
}

function replies(one) {
  const faces = one.reply_users.slice(0, 4).map((id) => avatar(state.people.get(id), "tiny"));
  return h("button", { type: "button", class: "replies", "data-focus": "replies", onclick: () => go({ thread: one.ts }) }, faces, h("span", {}, `${one.reply_count} ${one.reply_count === 1 ? "reply" : "replies"}`));
}

function tools(one) {
  const thread = one.thread_ts || one.ts;
  return h("div", { class: "tools", role: "toolbar", "aria-label": "Message actions" },
    iconButton("smile", "Add a reaction…", (event) => react(event.currentTarget, one), { "data-focus": "tool react" }),
    one.inThread ? null : iconButton("reply", "Reply in thread", () => go({ thread }), { "data-focus": "tool reply" }),
    iconButton("more", "More actions", (event) => more(event.currentTarget, one), { "aria-haspopup": "menu", "data-focus": "tool more" }));
}

function more(anchor, one) {
  const place = { channel: one.channel, ts: one.ts };
  const shortcuts = state.directory.app.shortcuts.filter((item) => item.type === "message");
  const mine = one.user === state.look.person;
  const entries = shortcuts.map((item) => ({ text: item.name, detail: state.directory.app.name, chosen: () => tried("shortcut", { ...place, callback_id: item.id }) }));
  if (entries.length) entries.push(null);
  entries.push({ text: "Copy text", chosen: () => navigator.clipboard.writeText(one.shown).then(() => toast("Copied."), () => toast("The browser does not let the page copy.")) });
  if (mine) entries.push({ text: "Edit message", chosen: () => edit(one, place) });
  if (mine || state.people.get(state.look.person)?.admin) entries.push({ text: "Delete message…", danger: true, chosen: () => remove(place) });
  openMenu(anchor, "Message actions", entries);
}

async function edit(one, place) {
  const box = h("textarea", { class: "field", rows: 4, "data-first": true, "aria-label": "Message", value: typedText(one.text) });
  const text = await ask({ title: "Edit message", body: box, confirm: "Save", value: () => box.value });
  if (text?.trim()) tried("edit", { ...place, text });
}

async function remove(place) {
  if (await ask({ title: "Delete message", body: h("p", {}, "Delete this message? This cannot be undone."), confirm: "Delete", danger: true })) tried("delete", place);
}

// A stored text as its author typed it.
function typedText(text) {
  const handle = (map, id, key) => map.get(id)?.[key] ?? id;
  return plain(text.replace(/<@(\w+)[^>]*>/g, (_, id) => `@${handle(state.people, id, "handle")}`).replace(/<#(\w+)[^>]*>/g, (_, id) => `#${handle(state.channels, id, "name")}`).replace(/<!subteam\^(\w+)[^>]*>/g, (_, id) => `@${handle(state.groups, id, "handle")}`).replace(/<!(\w+)[^>]*>/g, "@$1").replace(/<([^>|]+)\|?[^>]*>/g, (_, url) => url.replace(/^mailto:/, "")));
}

// One message of a list is in the tab order; arrow keys go from one to the next.
function roving(list) {
  const all = [...list.querySelectorAll("article")];
  if (!all.some((one) => one.tabIndex === 0)) all.at(-1)?.setAttribute("tabindex", "0");
  if (list.roves) return;
  list.roves = true;
  list.addEventListener("focusin", (event) => {
    const here = event.target.closest("article");
    for (const one of list.querySelectorAll("article")) one.tabIndex = one === here ? 0 : -1;
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = event.target.closest("article");
    if (!step || !here || ["INPUT", "TEXTAREA"].includes(event.target.tagName)) return;
    event.preventDefault();
    const articles = [...list.querySelectorAll("article")];
    articles[articles.indexOf(here) + step]?.focus();
  });
}
