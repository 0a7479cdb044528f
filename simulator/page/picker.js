// Choosing among many by typing: people, channels, options. One or several.

import { fresh, h, icon, iconButton } from "./dom.js";
import { placeBeside } from "./menu.js";

// `options` are { value, text, detail, look, group }; `chosen` is a list of values; `onchange` gets the new one.
export class Picker {
  constructor({ options, chosen, multiple = false, most = Infinity, placeholder = "", attributes = {}, onchange }) {
    Object.assign(this, { options, chosen: [...chosen], multiple, most, onchange, active: 0 });
    const id = fresh("list");
    this.list = h("ul", { role: "listbox", id, popover: "manual", class: "popup options", "aria-label": attributes["aria-label"] ?? "Choices", "aria-multiselectable": String(multiple) });
    this.chips = h("span", { class: "chips" });
    this.input = h("input", {
      type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": id,
      ...attributes, placeholder,
      oninput: () => this.open(), onclick: () => this.open(), onfocus: () => this.input.select(),
      onkeydown: (event) => this.key(event), onblur: () => this.close(),
    });
    const frame = h("div", { class: "picker-frame", onmousedown: (event) => event.target === frame && (event.preventDefault(), this.input.focus(), this.open()) }, this.chips, this.input, icon("down"));
    this.element = h("div", { class: "picker" }, frame, this.list);
    this.placeholder = placeholder;
    this.show();
  }

  option(value) {
    return this.options.find((one) => one.value === value) ?? { value, text: String(value) };
  }

  show() {
    if (this.multiple) this.chips.replaceChildren(...this.chosen.map((value) => this.chip(this.option(value))));
    else this.input.value = this.chosen.length ? this.option(this.chosen[0]).text : "";
    this.input.placeholder = this.multiple && this.chosen.length ? "" : this.placeholder;
  }

  chip(option) {
    const remove = () => (this.set(this.chosen.filter((one) => one !== option.value)), this.input.focus());
    return h("span", { class: "chip" }, option.look?.() ?? null, h("span", {}, option.text), iconButton("close", `Remove ${option.text}`, remove));
  }

  set(chosen) {
    this.chosen = chosen;
    if (this.multiple) this.input.value = "";
    this.show();
    this.onchange(chosen);
  }

  matching() {
    const typed = this.input.value.trim().toLowerCase().replace(/^[@#]/, "");
    const unchanged = !this.multiple && this.chosen.length && this.input.value === this.option(this.chosen[0]).text;
    const left = this.options.filter((one) => !this.multiple || !this.chosen.includes(one.value));
    if (unchanged) return left;
    const rank = (one) => (one.text.toLowerCase().startsWith(typed) ? 0 : one.group ? 0 : 1);
    return left.filter((one) => `${one.text} ${one.detail ?? ""}`.toLowerCase().includes(typed)).sort((a, b) => rank(a) - rank(b));
  }

  open() {
    this.shown = this.chosen.length >= this.most && this.multiple ? [] : this.matching();
    this.active = Math.max(0, this.shown.findIndex((one) => this.chosen.includes(one.value)));
    let group = null;
    this.list.replaceChildren(...this.shown.flatMap((one, at) => {
      const head = one.group && one.group !== group ? [h("li", { role: "presentation", class: "group" }, one.group)] : [];
      group = one.group;
      return [...head, this.line(one, at)];
    }));
    if (!this.shown.length) this.list.append(h("li", { class: "nothing" }, this.chosen.length >= this.most ? `At most ${this.most}.` : "Nothing found."));
    if (!this.list.matches(":popover-open")) this.list.showPopover();
    this.list.style.width = `${this.element.offsetWidth}px`;
    placeBeside(this.list, this.element);
    this.input.setAttribute("aria-expanded", "true");
    this.mark(this.active);
  }

  line(option, at) {
    const chosen = this.chosen.includes(option.value);
    return h("li", {
      role: "option", id: fresh("option"), "aria-selected": String(chosen), "data-at": at,
      onmousedown: (event) => (event.preventDefault(), this.take(option)),
    }, option.look?.() ?? null, h("span", {}, option.text), option.detail ? h("span", { class: "detail" }, option.detail) : null);
  }

  close() {
    if (this.list.matches(":popover-open")) this.list.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    if (!this.multiple && this.input.value === "" && this.chosen.length) this.set([]);
    this.show();
    if (this.multiple) this.input.value = "";
  }

  mark(at) {
    this.active = at;
    for (const line of this.list.querySelectorAll("[role=option]")) {
      const here = Number(line.dataset.at) === at;
      line.classList.toggle("is-active", here);
      if (!here) continue;
      this.input.setAttribute("aria-activedescendant", line.id);
      line.scrollIntoView({ block: "nearest" });
    }
  }

  take(option) {
    this.set(this.multiple ? [...this.chosen, option.value] : [option.value]);
    if (this.multiple) this.open();
    else this.close();
  }

  key(event) {
    const opened = this.list.matches(":popover-open");
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (!opened) this.open();
      else if (this.shown.length) this.mark((this.active + steps[event.key] + this.shown.length) % this.shown.length);
    } else if (event.key === "Enter" && opened) {
      event.preventDefault();
      if (this.shown[this.active]) this.take(this.shown[this.active]);
    } else if (event.key === "Escape" && opened) {
      // Only the list: what lies under it stays.
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && this.multiple && !this.input.value && this.chosen.length) {
      this.set(this.chosen.slice(0, -1));
      if (opened) this.open();
    }
  }
}
