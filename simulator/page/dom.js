// Builds elements. Data only ever becomes text nodes and attributes, never markup.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "tabIndex", "open"]);

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) element[name] = value;
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function iconButton(name, label, onclick, more = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...more }, icon(name));
}

let numbers = 0;
export const fresh = (prefix) => `${prefix}-${++numbers}`;

// Keeps `parent`'s children in step with `items`: an item whose signature stayed keeps its element, its focus with it.
export function keyed(parent, items, { key, sign = JSON.stringify, make }) {
  const before = parent.kept ?? new Map();
  const after = new Map();
  let cursor = parent.firstChild;
  for (const item of items) {
    const name = key(item);
    const signature = sign(item);
    const old = before.get(name);
    let element = old?.element;
    if (!old || old.signature !== signature) {
      element = make(item);
      if (old) {
        if (cursor === old.element) cursor = element;
        swap(old.element, element);
      }
    }
    before.delete(name);
    after.set(name, { element, signature });
    if (cursor === element) cursor = cursor.nextSibling;
    else parent.insertBefore(element, cursor);
  }
  for (const { element } of before.values()) element.remove();
  parent.kept = after;
}

// Puts `element` where `old` is; the focus goes to what stands for what had it.
export function swap(old, element) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(element);
  if (!focused) return;
  if (focused === old) element.focus();
  else if (focused.dataset.focus) find(element, focused.dataset.focus)?.focus();
}

function find(element, name) {
  return [...element.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === name);
}
