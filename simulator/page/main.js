// The page's loop: where one is comes from the address, what is there from the simulator, told when it changes.

import { showClock } from "./clock.js";
import { showComposer } from "./composer.js";
import { showConversation, topLevel } from "./conversation.js";
import { keyed, h } from "./dom.js";
import { showHome } from "./home.js";
import { showInspector } from "./inspector.js";
import { showModal } from "./modal.js";
import { nameOf } from "./people.js";
import { address, channel, go, learn, me, placeOf, state, titleOf } from "./state.js";
import { showSidebar } from "./sidebar.js";
import { showThread } from "./thread.js";
import { ask } from "./wire.js";

const TIMEOUT = 20; // seconds that one look waits for news
const $ = (name) => document.querySelector(name);
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
let under = null; // the look under way

function inAddress() {
  const [domain = "", handle = "", place = "", thread = ""] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { domain, handle, place, thread };
}

const readAddress = () => Object.assign(state, inAddress());

// Somewhere to begin when the address does not say it; `domain`: in another workspace.
async function arrive(domain = "") {
  const wanted = inAddress();
  const { workspaces } = await ask("facts", {});
  const home = workspaces.find((one) => one.domain === (domain || wanted.domain)) ?? workspaces[0];
  const known = home.domain === wanted.domain && home.people[wanted.handle];
  const handle = known ? wanted.handle : Object.keys(home.people)[0];
  const place = (known && wanted.place) || Object.keys(home.channels)[0];
  const there = address({ ...wanted, domain: home.domain, handle, place });
  if (domain) history.pushState(null, "", there);
  else if (there !== location.hash) history.replaceState(null, "", there);
  readAddress();
}

async function look(beat) {
  under = new AbortController();
  const place = state.place === "home" ? "" : state.place;
  const known = state.directory && state.look.domain === state.domain ? state.look.known : "";
  const found = await ask("look", { workspace: state.domain, person: state.handle, channel: place, beat, known, timeout: TIMEOUT }, under.signal);
  return { ...found, domain: state.domain };
}

async function watch() {
  let beat = -1;
  for (;;) {
    const at = location.hash;
    try {
      const found = await look(beat);
      if (at !== location.hash) {
        beat = -1;
        continue;
      }
      announce(found);
      learn(found);
      show();
      beat = found.beat;
      $("#offline").hidden = true;
    } catch (error) {
      beat = -1;
      if (error.name === "AbortError") continue;
      if (error.name !== "Refused" && !(error instanceof TypeError)) console.error(error);
      $("#offline").hidden = error instanceof TypeError ? false : true;
      await pause(1);
      $("#skip").addEventListener("click", (event) => {
  event.preventDefault();
  ($("#composer textarea") ?? $("#composer")).focus();
});

await arrive().catch(() => {});
    }
  }
}

// Where somebody can't be, they are shown their first channel instead.
function misplaced() {
  const room = channel();
  if (state.place === "home" || (room && (room.member || !(me().guest || me().elsewhere)))) return false;
  const first = [...state.channels.values()].find((one) => one.member && one.kind !== "im");
  if (first) location.replace(address({ place: placeOf(first) }));
  return Boolean(first);
}

function show() {
  if (misplaced()) return;
  document.body.dataset.ready = `${state.domain}/${state.handle}/${state.place}`;
  const home = state.place === "home";
  document.title = `${home ? state.directory.app.name : channel() ? titleOf(channel()) : ""} · ${me().name} · ${workspaceName()}`;
  $("#conversation").hidden = home;
  switches();
  showConversation();
  showSidebar();
  showComposer();
  showHome();
  showThread();
  showClock();
  showModal();
  showInspector();
}

const workspaceName = () => state.directory.workspaces.find((one) => one.domain === state.domain)?.name ?? "";

function switches() {
  const option = (value, text) => h("option", { value }, text);
  const people = [...state.people.values()].filter((one) => !one.bot && !one.gone);
  keyed($("#workspace"), state.directory.workspaces, { key: (one) => one.domain, make: (one) => option(one.domain, one.name) });
  keyed($("#person"), people, { key: (one) => `${state.domain} ${one.id}`, make: (one) => option(one.handle, `${one.real_name}${one.title ? `, ${one.title}` : ""}`) });
  $("#workspace").value = state.domain;
  $("#person").value = state.handle;
  keyed($("#me"), [me()], { key: (one) => one.id, make: (one) => h("span", {}, one.name) });
}

// New messages are read out: those here word by word, those elsewhere by where they are.
function announce(found) {
  const before = state.look;
  if (!before || before.person !== found.person || before.domain !== found.domain || document.querySelector("dialog[open]")) return;
  const said = [];
  if (before.channel === found.channel) {
    const last = before.messages.at(-1)?.ts ?? "";
    for (const one of topLevel(found.messages)) if (one.ts > last && one.user !== found.person) said.push(`${nameOf(one.user)}${one.ephemeral ? ", only to you" : ""}: ${one.shown}`);
  }
  for (const [id, stamps] of Object.entries(found.news)) {
    const last = before.news[id]?.at(-1) ?? "";
    const room = state.channels.get(id);
    if (id !== found.channel && room && stamps.some((ts) => ts > last)) said.push(`New message in ${room.kind === "im" ? titleOf(room) : `#${room.name}`}`);
  }
  if (said.length) $("#live").textContent = said.slice(-3).join(". ");
}

// Away from here: the same place for somebody else when they are there, otherwise their first one.
$("#person").addEventListener("change", (event) => go({ handle: event.target.value, place: shared(event.target.value) }));
$("#workspace").addEventListener("change", (event) => arrive(event.target.value).then(() => under?.abort()));

function shared(handle) {
  if (state.place.startsWith("@")) return state.place === `@${handle}` ? "general" : state.place;
  return state.place === "app" || state.place === "home" || channel()?.kind === "public" ? state.place : "general";
}

addEventListener("hashchange", () => {
  const before = `${state.domain}/${state.handle}/${state.place}`;
  readAddress();
  menu(false);
  if (before === `${state.domain}/${state.handle}/${state.place}` && state.look) show();
  under?.abort();
});
document.addEventListener("visibilitychange", () => state.look && !document.hidden && show());
setInterval(() => state.look && showClock(), 1000);

function menu(wanted) {
  const was = document.body.classList.contains("with-menu");
  document.body.classList.toggle("with-menu", wanted);
  $("#menu").setAttribute("aria-expanded", String(wanted));
  if (wanted) $("#sidebar a[aria-current], #sidebar a")?.focus();
  else if (was) $("#menu").focus();
}
$("#menu").addEventListener("click", () => menu(!document.body.classList.contains("with-menu")));
$("#shade").addEventListener("click", () => menu(false));
$("#sidebar").addEventListener("keydown", (event) => event.key === "Escape" && menu(false));

$("#skip").addEventListener("click", (event) => {
  event.preventDefault();
  ($("#composer textarea") ?? $("#composer")).focus();
});

await arrive().catch(() => {});
watch();
