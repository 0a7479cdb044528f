// Block Kit as elements. `cx` says what the surface does with a click (`act`) and with a filled in input (`fill`).

import { ask } from "./ask.js";
import { control } from "./controls.js";
import { fresh, h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { link, mrkdwn, plain, worded } from "./mrkdwn.js";
import { rich } from "./rich.js";

export function blocks(all, cx) {
  return all.map((block) => {
    const made = (KINDS[block.type] ?? unknown)(block, cx);
    made.classList.add("block", `block-${block.type}`);
    return made;
  });
}

const unknown = (block) => h("p", { class: "detail" }, `This page does not show ${block.type} blocks.`);

const text = (object) => (!object ? [] : object.type === "mrkdwn" ? mrkdwn(object.text) : worded(object.text));

function section(block, cx) {
  const fields = block.fields?.length ? h("div", { class: "fields" }, block.fields.map((one) => h("div", {}, text(one)))) : null;
  const words = h("div", { class: "words" }, block.text ? h("div", {}, text(block.text)) : null, fields);
  return h("div", {}, words, block.accessory ? h("div", { class: "accessory" }, element(block, block.accessory, cx)) : null);
}

const header = (block) => h("h3", {}, text(block.text));
const context = (block) => h("div", {}, block.elements.map((one) => (one.type === "image" ? picture(one, "small") : h("span", {}, text(one)))));
const actions = (block, cx) => h("div", {}, block.elements.map((one) => element(block, one, cx)));

function image(block) {
  return h("figure", {}, block.title ? h("figcaption", {}, plain(block.title.text)) : null, picture(block));
}

// Pictures come from the simulator only: the page asks nobody else for anything.
export function picture(one, size = "") {
  const file = one.slack_file?.id ?? /\/files\/([^/?#]+)/.exec(one.image_url ?? one.slack_file?.url ?? "")?.[1];
  if (file) return h("img", { src: `/files/${encodeURIComponent(file)}`, alt: one.alt_text ?? "", class: size, loading: "lazy" });
  return h("span", { class: "picture-elsewhere", role: "img", "aria-label": one.alt_text ?? "" }, icon("picture"), size ? null : link(one.image_url ?? "", one.alt_text || "a picture"));
}

function element(block, one, cx) {
  const focus = `${block.block_id}/${one.action_id}`;
  const act = async (value) => (await sure(one.confirm)) && cx.act(block, one, value);
  if (one.type === "image") return picture(one, "thumb");
  if (one.type === "button" || one.type === "workflow_button") return button(one, focus, act);
  if (one.type === "overflow") return overflow(one, focus, act);
  const name = one.placeholder?.text ?? block.text?.text ?? one.type.replaceAll("_", " ");
  return h("div", { class: "inline-control" }, control(one, cx.value(block, one), { "aria-label": plain(name), "data-focus": focus }, act));
}

function button(one, focus, act) {
  const pressed = async (event) => {
    const button = event.currentTarget;
    if (one.url && /^https?:/.test(one.url)) window.open(one.url, "_blank", "noopener");
    button.setAttribute("aria-busy", "true");
    await act();
    button.removeAttribute("aria-busy");
  };
  return h("button", { type: "button", class: `button ${one.style ?? ""}`, "data-focus": focus, "aria-label": one.accessibility_label ?? null, onclick: pressed }, text(one.text));
}

function overflow(one, focus, act) {
  const entries = one.options.map((option) => ({ text: plain(option.text.text), detail: option.description?.text, chosen: () => act(option) }));
  return h("button", { type: "button", class: "button square", "aria-label": "More", "aria-haspopup": "menu", "data-focus": focus, onclick: (event) => openMenu(event.currentTarget, "More", entries) }, icon("more"));
}

function sure(confirm) {
  if (!confirm) return true;
  return ask({ title: confirm.title.text, body: text(confirm.text), confirm: confirm.confirm?.text, deny: confirm.deny?.text, danger: confirm.style === "danger" });
}

function input(block, cx) {
  const [id, name, hint, wrong] = ["input", "label", "hint", "error"].map(fresh);
  const attributes = { id, "aria-describedby": `${hint} ${wrong}`, "aria-labelledby": name, "aria-required": String(!block.optional), "data-focus": `${block.block_id}/${block.element.action_id}` };
  const label = h("label", { for: id, id: name }, plain(block.label.text), block.optional ? h("span", { class: "detail" }, " (optional)") : null);
  return h("div", { class: "input", "data-block": block.block_id },
    label,
    control(block.element, cx.value(block, block.element), attributes, (value) => cx.fill(block, block.element, value)),
    h("p", { class: "detail", id: hint }, block.hint ? plain(block.hint.text) : ""),
    h("p", { class: "error", id: wrong, role: "alert" }));
}

const KINDS = {
  section, header, context, actions, image, input,
  divider: () => h("hr"),
  rich_text: (block) => h("div", {}, rich(block)),
  markdown: (block) => h("p", {}, mrkdwn(block.text)),
  file: () => h("p", { class: "detail" }, "A file"),
  video: (block) => h("p", {}, link(block.title_url ?? "", block.title?.text ?? block.alt_text)),
};
