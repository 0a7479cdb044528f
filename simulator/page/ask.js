// Small dialogs of the page's own: are you sure, edit this, whom?

import { fresh, h, iconButton } from "./dom.js";

const box = document.querySelector("#toasts");

export function toast(text) {
  // What lies under an open dialog can be neither seen nor heard.
  (document.querySelector("dialog[open]") ?? document.body).append(box);
  const made = h("div", { class: "toast" }, h("span", {}, text), iconButton("close", "Dismiss", () => made.remove()));
  box.append(made);
  setTimeout(() => made.remove(), 8000);
}

// Resolves to what `value()` gives when it is confirmed, and to null otherwise. The focus returns by itself.
export function ask({ title, body, confirm = "OK", deny = "Cancel", danger = false, value = () => true }) {
  return new Promise((resolve) => {
    const name = fresh("ask");
    const dialog = h("dialog", { class: "dialog small", "aria-labelledby": name });
    const done = (answer) => {
      resolve(answer);
      dialog.close();
      dialog.remove();
    };
    const form = h("form", { onsubmit: (event) => (event.preventDefault(), done(value())) },
      h("header", {}, h("h2", { id: name }, title), iconButton("close", "Close", () => done(null))),
      h("div", { class: "dialog-body" }, body),
      h("footer", {},
        h("button", { type: "button", class: "button", onclick: () => done(null) }, deny),
        h("button", { type: "submit", class: `button ${danger ? "danger-fill" : "primary"}` }, confirm)));
    dialog.addEventListener("cancel", (event) => (event.preventDefault(), done(null)));
    dialog.append(form);
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector("[data-first]") ?? dialog.querySelector("[type=submit]")).focus();
  });
}
