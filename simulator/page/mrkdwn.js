// Slack's mrkdwn as elements. Every piece of text ends in a text node.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { address, placeOf, state } from "./state.js";
import { spoken } from "./times.js";

const PAIRS = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const MARKS = { "*": "strong", _: "em", "~": "s" };
const SAFE = /^(https?:\/\/|mailto:)/i;

export const plain = (text) => text.replace(/&(lt|gt|amp);/g, (one) => PAIRS[one]);

export function mrkdwn(text) {
  const pieces = String(text).split(/```([\s\S]+?)```/);
  return pieces.flatMap((piece, at) => (at % 2 ? [h("pre", {}, plain(piece.replace(/^\n|\n$/g, "")))] : lines(piece)));
}

// Lines, and quotes of several of them.
function lines(text) {
  const made = [];
  let quote = null;
  text.split("\n").forEach((line, at, all) => {
    const quoted = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quoted) {
      if (quote) quote.append(h("br"));
      else made.push((quote = h("blockquote")));
      quote.append(...inline(quoted[1]));
      return;
    }
    if (at && !quote) made.push(h("br"));
    quote = null;
    if (line || at < all.length - 1) made.push(...inline(line));
  });
  return made;
}

function inline(text) {
  const made = [];
  let words = "";
  const flush = () => {
    if (words) made.push(plain(words));
    words = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = code(text, at) ?? token(text, at) ?? mark(text, at) ?? shortcode(text, at);
    if (!found) {
      words += text[at++];
      continue;
    }
    flush();
    made.push(found.node);
    at = found.end;
  }
  flush();
  return made;
}

function code(text, at) {
  const end = text[at] === "`" ? text.indexOf("`", at + 1) : -1;
  return end > at + 1 ? { node: h("code", {}, plain(text.slice(at + 1, end))), end: end + 1 } : null;
}

function token(text, at) {
  const found = /^<([^<>]+)>/.exec(text.slice(at, at + 4000));
  if (text[at] !== "<" || !found) return null;
  const [target, ...label] = found[1].split("|");
  return { node: linked(target, label.join("|")), end: at + found[0].length };
}

function mark(text, at) {
  const tag = MARKS[text[at]];
  if (!tag || /[\w*~]/.test(text[at - 1] ?? " ") || /\s/.test(text[at + 1] ?? " ")) return null;
  const end = closing(text, at);
  return end ? { node: h(tag, {}, inline(text.slice(at + 1, end))), end: end + 1 } : null;
}

function closing(text, at) {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === "<") end = Math.max(end, text.indexOf(">", end));
    else if (text[end] === text[at] && end > at + 1 && !/\s/.test(text[end - 1]) && !/\w/.test(text[end + 1] ?? " ")) return end;
  }
  return 0;
}

function shortcode(text, at) {
  const found = text[at] === ":" && /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/.exec(text.slice(at, at + 60));
  const shown = found && emoji(found[1]);
  return shown ? { node: emojiNode(found[1]), end: at + found[0].length } : null;
}

// Plain text: emoji and nothing else.
export function worded(text) {
  return text.split(/(:[a-z0-9_+'-]+:)/).map((piece, at) => (at % 2 && emoji(piece.slice(1, -1)) ? emojiNode(piece.slice(1, -1)) : plain(piece)));
}

export function emojiNode(name) {
  const shown = emoji(name);
  return shown ? h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, shown) : `:${name}:`;
}

function linked(target, label) {
  if (target[0] === "@") return person(target.slice(1), label);
  if (target[0] === "#") return room(target.slice(1), label);
  if (target[0] === "!") return special(target.slice(1), label);
  if (!SAFE.test(plain(target))) return plain(`<${target}${label ? `|${label}` : ""}>`);
  return link(plain(target), label ? plain(label) : plain(target).replace(/^mailto:/, ""));
}

export function link(url, label) {
  if (!SAFE.test(url)) return label;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

export function person(id, label = "") {
  const found = state.people.get(id);
  const mine = id === state.look.person ? " is-me" : "";
  return h("span", { class: `mention${mine}`, title: found?.title || null }, `@${found?.name ?? (plain(label) || id)}`);
}

export function room(id, label = "") {
  const found = state.channels.get(id);
  if (!found) return h("span", { class: "mention" }, label ? `#${plain(label)}` : "a private channel");
  return h("a", { class: "mention", href: address({ place: placeOf(found) }) }, `#${found.name}`);
}

export function group(id, label = "") {
  const found = state.groups.get(id);
  return h("span", { class: "mention" }, found ? `@${found.handle}` : plain(label) || `@${id}`);
}

function special(target, label) {
  const [kind, ...rest] = target.split("^");
  if (kind === "subteam") return group(rest[0], label);
  if (kind === "date") return h("time", { title: plain(label) }, spoken(rest[0], plain(rest[1] ?? "{date}")));
  return h("span", { class: "mention" }, label ? plain(label) : `@${kind}`);
}
