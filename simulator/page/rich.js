// Rich text blocks.

import { h } from "./dom.js";
import { emojiNode, group, link, person, room } from "./mrkdwn.js";
import { spoken } from "./times.js";

export function rich(block) {
  return block.elements.map((part) => {
    if (part.type === "rich_text_preformatted") return h("pre", {}, pieces(part));
    if (part.type === "rich_text_quote") return h("blockquote", {}, pieces(part));
    if (part.type === "rich_text_list") return h(part.style === "ordered" ? "ol" : "ul", {}, part.elements.map((one) => h("li", {}, pieces(one))));
    return h("p", {}, pieces(part));
  });
}

const pieces = (part) => part.elements.map((one) => styled(one.style, piece(one)));

function piece(one) {
  if (one.type === "link") return link(one.url, one.text || one.url);
  if (one.type === "emoji") return emojiNode(one.name);
  if (one.type === "user") return person(one.user_id);
  if (one.type === "channel") return room(one.channel_id);
  if (one.type === "usergroup") return group(one.usergroup_id);
  if (one.type === "broadcast") return h("span", { class: "mention" }, `@${one.range}`);
  if (one.type === "date") return spoken(one.timestamp, one.format);
  return h("span", { class: "lines" }, one.text ?? "");
}

function styled(style, node) {
  const tags = { bold: "strong", italic: "em", strike: "s", code: "code" };
  return Object.entries(tags).reduce((inner, [name, tag]) => (style?.[name] ? h(tag, {}, inner) : inner), node);
}
