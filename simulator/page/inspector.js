// The traffic between the app and Slack: calls, deliveries, and what was refused.

import { h, icon, keyed } from "./dom.js";
import { state } from "./state.js";
import { ask } from "./wire.js";

const panel = document.querySelector("#inspector");
const button = document.querySelector("#traffic");
const rows = document.querySelector("#rows");
const refusedOnly = document.querySelector("#refused-only");
const badge = document.querySelector("#refused");
let beat = -1;
let asking = false;

button.addEventListener("click", () => open(panel.hidden));
document.querySelector("#inspector-close").addEventListener("click", () => open(false));
refusedOnly.addEventListener("change", () => ((beat = -1), showInspector()));
panel.addEventListener("keydown", (event) => event.key === "Escape" && open(false));

function open(wanted) {
  panel.hidden = !wanted;
  button.setAttribute("aria-expanded", String(wanted));
  document.body.classList.toggle("with-inspector", wanted);
  if (wanted) {
    beat = -1;
    showInspector();
    panel.querySelector("h2").focus();
  } else button.focus();
}

export async function showInspector() {
  badge.hidden = !state.look?.refused;
  badge.textContent = state.look?.refused ?? "";
  button.setAttribute("aria-label", badge.hidden ? "Traffic" : `Traffic, ${badge.textContent} refused`);
  if (panel.hidden || asking || beat === state.look.beat) return;
  asking = true;
  try {
    const answer = await ask("traffic", {});
    beat = answer.beat;
    const shown = answer.traffic.filter((one) => !refusedOnly.checked || one.outcome === "refused").reverse();
    keyed(rows, shown, { key: (one) => one.key, make: row });
    document.querySelector("#rows-empty").hidden = shown.length > 0;
  } finally {
    asking = false;
  }
}

function row(one) {
  const call = one.way === "call";
  const body = h("div", { class: "row-body" });
  const summary = h("summary", { "data-focus": "summary" },
    h("span", { class: "way", title: call ? "The app calls Slack" : "Slack tells the app" }, icon(call ? "out" : "in"), h("span", { class: "unseen" }, call ? "app to Slack" : "Slack to app")),
    h("code", {}, one.name), one.person ? h("span", { class: "detail" }, one.person) : null,
    h("span", { class: "outcome" }, outcome(one)), h("time", { class: "detail" }, clock(one.at)),
    said(one));
  const made = h("details", { class: `row is-${one.outcome}`, ontoggle: () => made.open && !body.firstChild && fill(body, one) }, summary, body);
  return h("li", {}, made);
}

function outcome(one) {
  if (one.outcome === "waiting") return "…";
  if (one.outcome === "refused") return one.code || String(one.status);
  return one.way === "call" ? "ok" : `ok · ${Math.round(one.seconds * 1000)} ms`;
}

// What Slack said beside the code of a refusal.
function said(one) {
  const words = { ...one.more };
  const messages = words.response_metadata?.messages;
  if (messages) delete words.response_metadata;
  const lines = [...(messages ?? []), ...Object.entries(words).map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`)];
  if (one.attempts > 1) lines.push(`${one.attempts} attempts`);
  return lines.length ? h("span", { class: "said" }, lines.join("\n")) : null;
}

async function fill(body, one) {
  try {
    const found = await ask("carried", { key: one.key });
    for (const [name, value] of Object.entries(found)) body.append(h("h3", {}, name), h("pre", { tabIndex: 0 }, JSON.stringify(readable(value), null, 2)));
  } catch (error) {
    body.append(h("p", { class: "error" }, error.message));
  }
}

// Arguments sent as forms hold JSON in strings: shown as what it is.
function readable(value) {
  if (typeof value === "string" && /^[[{]/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  if (!value || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, readable(one)]));
}

const clock = (at) => new Date(at * 1000).toTimeString().slice(0, 8);
