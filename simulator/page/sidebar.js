// Channels, direct messages, the app; what is new in them.

import { ask } from "./ask.js";
import { asPerson } from "./controls.js";
import { h, icon, iconButton, keyed } from "./dom.js";
import { avatar, pickable } from "./people.js";
import { Picker } from "./picker.js";
import { address, appChannel, go, placeOf, state, titleOf, unread } from "./state.js";

const list = document.querySelector("#places");

export function showSidebar() {
  const all = [...state.channels.values()];
  const rooms = all.filter((one) => one.kind !== "im").sort((a, b) => a.name.localeCompare(b.name));
  const me = state.people.get(state.look.person);
  const app = state.directory.app.user;
  const direct = all.filter((one) => one.kind === "im" && one.with !== app && (talked(one) || one.id === state.look.channel));
  const items = [
    { title: "Channels" }, ...rooms.filter((one) => one.member && !one.archived).map(entry),
    { title: "Direct messages", add: true }, ...direct.sort((a, b) => titleOf(a).localeCompare(titleOf(b))).map(entry),
    { title: "Apps" }, ...(me.elsewhere ? [] : [appEntry()]),
  ];
  const others = me.guest || me.elsewhere ? [] : rooms.filter((one) => !one.member && !one.archived);
  if (others.length) items.push({ title: "Not joined" }, ...others.map(entry));
  keyed(list, items, { key: (one) => one.title ?? one.id, make: (one) => (one.title ? heading(one) : line(one)) });
}

const talked = (one) => (state.look.news[one.id] ?? []).length > 0;

function entry(one) {
  const place = placeOf(one);
  return { id: one.id, place, name: titleOf(one), kind: one.kind, with: one.with, member: one.member, fresh: one.member ? unread(one.id) : 0, here: state.place !== "home" && one.id === state.look.channel };
}

function appEntry() {
  const { app } = state.directory;
  const dm = appChannel();
  const fresh = dm ? unread(dm.id) : 0;
  const here = state.place === "home" || (dm && state.look.channel === dm.id);
  return { id: "app", place: fresh || !app.home ? "app" : "home", name: app.name, kind: "im", with: app.user, member: true, fresh, here: Boolean(here) };
}

const heading = (one) => h("li", { class: "places-title" }, h("h2", {}, one.title), one.add ? iconButton("plus", "New direct message", newMessage) : null);

function line(one) {
  const face = one.kind === "im" ? avatar(state.people.get(one.with), "tiny") : icon(one.kind === "private" ? "lock" : "hash");
  const news = one.fresh ? h("span", { class: "badge" }, one.fresh > 9 ? "9+" : String(one.fresh), h("span", { class: "unseen" }, " new")) : null;
  return h("li", { class: `${one.fresh ? "is-new" : ""} ${one.member ? "" : "is-outside"}` }, h("a", { href: address({ place: one.place }), "aria-current": one.here ? "page" : null, "data-focus": one.id }, face, h("span", { class: "label" }, one.name), news));
}

async function newMessage() {
  let whom = null;
  const options = pickable().filter((one) => one.id !== state.look.person).map(asPerson);
  const picker = new Picker({ options, chosen: [], placeholder: "Name", attributes: { "aria-label": "To", "data-first": true }, onchange: ([id]) => (whom = id) });
  const id = await ask({ title: "New direct message", body: picker.element, confirm: "Go", value: () => whom });
  if (id) go({ place: id === state.directory.app.user ? "app" : `@${state.people.get(id).handle}` });
}
