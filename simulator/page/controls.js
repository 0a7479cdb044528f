// One control for each kind of element that holds a value, in forms and beside text.

import { fresh, h } from "./dom.js";
import { avatar, pickable } from "./people.js";
import { Picker } from "./picker.js";
import { state, titleOf } from "./state.js";

const TYPED = { email_text_input: "email", url_text_input: "url", number_input: "text", datepicker: "date", timepicker: "time" };
const plainText = (object) => object?.text ?? "";

// `entry` is what stands in `state.values`; `onchange` gets what `/sim/fill` takes; `attributes` name the control.
export function control(element, entry, attributes, onchange) {
  const value = entry ? Object.entries(entry).find(([key]) => key !== "type")?.[1] : null;
  const kind = element.type;
  if (kind === "plain_text_input" || kind === "rich_text_input") return text(element, value, attributes, onchange);
  if (kind in TYPED) return line(element, TYPED[kind], value, attributes, onchange);
  if (kind === "datetimepicker") return moment(value, attributes, onchange);
  if (kind === "radio_buttons") return choices(element, "radio", value ? [value] : [], attributes, (all) => onchange(all[0] ?? null));
  if (kind === "checkboxes") return choices(element, "checkbox", value ?? [], attributes, onchange);
  if (kind.endsWith("_select")) return select(element, value, attributes, onchange);
  return h("p", { class: "detail" }, `This page has no control for ${kind}.`);
}

// What an element of a message shows: a message holds no state, so it is what its app put in.
export function initial(element) {
  return Object.fromEntries(Object.entries(element).filter(([key]) => key.startsWith("initial_")));
}

function text(element, value, attributes, onchange) {
  const rich = element.type === "rich_text_input";
  const typed = (event) => onchange(rich ? asRich(event.target.value) : event.target.value);
  const common = { ...attributes, placeholder: plainText(element.placeholder), value: (rich ? "" : value) ?? "", oninput: typed };
  if (!element.multiline && !rich) return h("input", { type: "text", class: "field", ...common });
  return h("textarea", { class: "field", rows: 3, ...common });
}

const asRich = (words) => words && { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: words }] }] };

function line(element, type, value, attributes, onchange) {
  const changed = (event) => onchange(event.target.value || null);
  return h("input", { type, class: "field", ...attributes, placeholder: plainText(element.placeholder), value: value ?? "", [type === "date" || type === "time" ? "onchange" : "oninput"]: changed });
}

function moment(value, attributes, onchange) {
  const local = value ? new Date(value * 1000 - new Date(value * 1000).getTimezoneOffset() * 60000).toISOString().slice(0, 16) : "";
  return h("input", { type: "datetime-local", class: "field", ...attributes, value: local, onchange: (event) => onchange(event.target.value ? new Date(event.target.value).getTime() / 1000 : null) });
}

function choices(element, type, chosen, attributes, onchange) {
  const name = fresh("choice");
  const group = h("div", { class: "choices", role: type === "radio" ? "radiogroup" : "group", "aria-labelledby": attributes["aria-labelledby"] ?? null, "aria-label": attributes["aria-label"] ?? null, "aria-describedby": attributes["aria-describedby"] ?? null });
  group.append(...element.options.map((option, at) => {
    const box = h("input", { type, name, value: option.value, checked: chosen.some((one) => one.value === option.value), "data-focus": `${attributes["data-focus"]}/${at}`, onchange: () => onchange(element.options.filter((_, index) => group.querySelectorAll("input")[index].checked)) });
    return h("label", {}, box, h("span", {}, plainText(option.text), option.description ? h("span", { class: "detail" }, plainText(option.description)) : null));
  }));
  return group;
}

function select(element, value, attributes, onchange) {
  const multiple = element.type.startsWith("multi_");
  const options = offered(element);
  const chosen = (Array.isArray(value) ? value : value ? [value] : []).map((one) => one.value ?? one);
  const given = (one) => options.find((option) => option.value === one)?.whole ?? one;
  const picked = (all) => onchange(multiple ? all.map(given) : all.length ? given(all[0]) : null);
  const most = element.max_selected_items ?? Infinity;
  return new Picker({ options, chosen, multiple, most, placeholder: plainText(element.placeholder) || "Choose", attributes, onchange: picked }).element;
}

function offered(element) {
  const kind = element.type.replace("multi_", "");
  if (kind === "users_select") return pickable().map(asPerson);
  if (kind === "channels_select") return rooms().filter((one) => one.kind === "public").map(asRoom);
  if (kind === "conversations_select") return conversations(element.filter ?? {});
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  return groups.flatMap((group) => group.options.map((option) => ({ value: option.value, text: plainText(option.text), detail: plainText(option.description), group: plainText(group.label), whole: option })));
}

export const asPerson = (one) => ({ value: one.id, text: one.name, detail: one.real_name === one.name ? one.title : `${one.real_name} · ${one.title}`, look: () => avatar(one, "tiny") });
const asRoom = (one) => ({ value: one.id, text: `${one.kind === "private" ? "🔒" : "#"} ${one.name}`, detail: one.about });
const rooms = () => [...state.channels.values()].filter((one) => !one.archived && one.kind !== "im");

function conversations({ include = ["im", "private", "public"], exclude_bot_users: noBots = false }) {
  const channels = rooms().filter((one) => include.includes(one.kind)).map(asRoom);
  const direct = [...state.channels.values()].filter((one) => one.kind === "im" && include.includes("im"));
  const people = direct.map((one) => ({ ...one, whom: state.people.get(one.with) })).filter((one) => one.whom && !(noBots && one.whom.bot));
  return [...channels, ...people.map((one) => ({ value: one.id, text: titleOf(one), look: () => avatar(one.whom, "tiny") }))];
}
