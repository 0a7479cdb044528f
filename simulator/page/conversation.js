// The middle of the page: a conversation's head, its messages, and where one is in them.

import { h, icon, keyed } from "./dom.js";
import { tried, showMessages } from "./messages.js";
import { avatar } from "./people.js";
import { address, channel, markRead, state, titleOf } from "./state.js";

const log = document.querySelector("#log");
const list = document.querySelector("#messages");
const head = document.querySelector("#head");
const fresher = document.querySelector("#fresher");
const places = new Map(); // where each conversation was scrolled to; absent: at its end
let here = "";
let newest = "";

log.addEventListener("scroll", () => {
  if (atEnd()) fresher.hidden = true;
  if (here) atEnd() ? places.delete(here) : places.set(here, log.scrollTop);
});
fresher.addEventListener("click", toEnd);
new ResizeObserver(() => places.has(here) || toEnd()).observe(log);

const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 40;

export function toEnd() {
  log.scrollTop = log.scrollHeight;
  fresher.hidden = true;
}

export const topLevel = (messages) => messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts || one.broadcast || one.ephemeral);

export function showConversation() {
  const room = channel();
  const messages = topLevel(state.look.messages);
  const key = `${state.domain}/${state.handle}/${state.look.channel}`;
  const moved = key !== here;
  const stay = !moved && !atEnd();
  here = moved ? "" : here;
  showHead(room);
  if (moved) list.setAttribute("aria-label", `Messages in ${room ? titleOf(room) : ""}`);
  showMessages(list, messages);
  welcome(room, messages);
  here = key;
  if (moved && places.has(key)) log.scrollTop = places.get(key);
  else if (!stay) toEnd();
  const last = messages.at(-1)?.ts ?? "";
  fresher.hidden = !(stay && last > newest) && (fresher.hidden || atEnd());
  newest = last;
  if (!document.hidden) markRead(state.look.channel, state.look.news[state.look.channel]?.at(-1) ?? "");
}

function showHead(room) {
  const home = state.place === "home";
  const whom = home ? state.people.get(state.directory.app.user) : room?.kind === "im" ? state.people.get(room.with) : null;
  const app = whom?.id === state.directory.app.user;
  const title = { title: room ? titleOf(room) : state.place, app, kind: room?.kind, about: whom ? whom.title : (room?.about ?? ""), members: room?.members, home, address: address() };
  keyed(head, [title], { key: () => "head", make: () => h("div", { class: "head-line" }, h("h1", { tabIndex: -1 }, whom ? avatar(whom, "small") : icon(room?.kind === "private" ? "lock" : "hash"), app ? state.directory.app.name : title.title), app ? tabs() : h("p", { class: "detail" }, title.about), !whom && room ? h("span", { class: "members detail", "aria-label": `${room.members} members` }, icon("people"), String(room.members)) : null) });
}

function tabs() {
  const { home, messages } = state.directory.app;
  const tab = (place, name) => h("a", { href: address({ place }), "aria-current": (state.place === "home") === (place === "home") ? "page" : null, "data-focus": place }, name);
  return h("nav", { class: "tabs", "aria-label": "App" }, home ? tab("home", "Home") : null, messages ? tab("app", "Messages") : null);
}

// What stands where nothing was said yet, and where one is not a member.
function welcome(room, messages) {
  if (!room) return;
  const box = document.querySelector("#welcome");
  const outside = !room.member;
  const facts = { room: room.id, person: state.look.person, outside, empty: !messages.length };
  keyed(box, outside || !messages.length ? [facts] : [], { key: () => "it", make: () => h("div", { class: "welcome" },
    h("p", {}, outside ? `You are not in #${room.name}.` : `This is the very beginning of ${room.kind === "im" ? `your conversation with ${titleOf(room)}` : `#${room.name}`}.`),
    outside ? h("button", { type: "button", class: "button primary", onclick: () => tried("join", { channel: room.id }) }, "Join channel") : null) });
}
