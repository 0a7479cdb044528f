// The modal on top of a person's stack: a native dialog, which keeps the focus in and gives it back.

import { toast } from "./ask.js";
import { blocks } from "./blocks.js";
import { fresh, h, iconButton, swap } from "./dom.js";
import { state } from "./state.js";
import { act } from "./wire.js";

const dialog = document.querySelector("#modal");
let shown = "";
let submitted = false;
let waiting = new Map(); // what was typed and not yet told, by block and action
let timer = 0;

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  closeTop();
});

export function showModal() {
  const view = state.look.modals.at(-1);
  if (!view) {
    if (dialog.open) dialog.close();
    if (shown && (document.activeElement === document.body || !document.activeElement)) document.querySelector("#composer textarea")?.focus();
    shown = "";
    dialog.replaceChildren();
    return;
  }
  const version = `${state.look.person} ${view.view_id} ${view.hash}`;
  if (shown !== version) build(view, shown.startsWith(`${state.look.person} ${view.view_id} `));
  shown = version;
  if (!dialog.open) open();
  complain(view);
}

function open() {
  dialog.showModal();
  (dialog.querySelector("[data-block] :is(input, textarea)") ?? dialog.querySelector("footer .primary") ?? dialog).focus();
}

function build(view, same) {
  if (!same) waiting = new Map();
  const title = fresh("title");
  const submit = view.submit ? h("button", { type: "submit", class: "button primary", "data-focus": "submit" }, view.submit) : null;
  const form = h("form", { novalidate: true, onsubmit: send },
    h("header", {}, h("h2", { id: title }, view.title), iconButton("close", "Close", closeTop, { "data-focus": "x" })),
    h("div", { class: "dialog-body" }, blocks(view.blocks, cx(view))),
    h("footer", {},
      h("p", { class: "error", id: "modal-trouble", role: "alert" }),
      h("button", { type: "button", class: "button", "data-focus": "close", onclick: closeTop }, view.close || (view.submit ? "Cancel" : "Close")),
      submit));
  dialog.setAttribute("aria-labelledby", title);
  const old = dialog.firstElementChild;
  if (old && same) swap(old, form);
  else {
    dialog.replaceChildren(form);
    if (dialog.open) (form.querySelector("[data-block] :is(input, textarea)") ?? form.querySelector(".button")).focus();
  }
}

function cx(view) {
  return {
    value: (block, element) => {
      const pending = waiting.get(`${block.block_id}/${element.action_id}`);
      return pending === undefined ? view.state[block.block_id]?.[element.action_id] : { pending };
    },
    fill: (block, element, value) => {
      waiting.set(`${block.block_id}/${element.action_id}`, value);
      mend(block.block_id);
      clearTimeout(timer);
      timer = setTimeout(told, 250);
    },
    act: async (block, element, value) => {
      await told();
      await tried("click", { what: `${block.block_id}/${element.action_id}`, value });
    },
  };
}

// Tells the simulator what was typed since the last time.
async function told() {
  clearTimeout(timer);
  if (!waiting.size) return;
  const values = Object.fromEntries(waiting);
  waiting = new Map();
  await tried("fill", { values });
}

async function tried(verb, body) {
  try {
    return await act(verb, body);
  } catch (error) {
    toast(error.message);
    return null;
  }
}

async function send(event) {
  event.preventDefault();
  const button = dialog.querySelector("[type=submit]");
  if (!button || button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  await told();
  submitted = true;
  const reply = await tried("submit", {});
  button.removeAttribute("aria-busy");
  if (reply?.modal && dialog.open) complain(reply.modal, reply.trouble);
}

async function closeTop() {
  waiting = new Map();
  if (state.look.modals.length) await tried("close", {});
}

const typing = (id) => [...waiting.keys()].some((key) => key.startsWith(`${id}/`));

function mend(id) {
  const field = fieldOf(id);
  field?.querySelector(".error")?.replaceChildren();
  field?.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
}

const fieldOf = (id) => [...dialog.querySelectorAll("[data-block]")].find((one) => one.dataset.block === id);

function complain(view, trouble = state.look.trouble) {
  const box = dialog.querySelector("#modal-trouble");
  if (box && box.textContent !== trouble) box.textContent = trouble;
  for (const field of dialog.querySelectorAll("[data-block]")) {
    const wrong = view.errors[field.dataset.block] ?? "";
    const box = field.querySelector(".error");
    if (box.textContent !== wrong && !typing(field.dataset.block)) box.textContent = wrong;
    const controlled = field.querySelector("input, textarea");
    if (wrong) controlled?.setAttribute("aria-invalid", "true");
    else controlled?.removeAttribute("aria-invalid");
  }
  if (submitted && Object.keys(view.errors).length) dialog.querySelector("[aria-invalid]")?.focus();
  submitted = false;
}
