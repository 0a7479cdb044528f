// What is shown: who looks, where, and what the simulator said of it last.

export const state = {
  domain: "", // the workspace
  handle: "", // the person
  place: "", // a channel's id or name, "@handle", "app", or "home"
  thread: "", // the ts of an open thread's first message
  look: null,
  directory: null,
  people: new Map(),
  channels: new Map(),
  groups: new Map(),
  read: new Map(), // "domain/handle/channel" → the newest ts that was before their eyes
};

export function learn(look) {
  state.look = look;
  state.since = performance.now();
  if (!look.directory) return;
  state.directory = look.directory;
  for (const kind of ["people", "channels", "groups"]) {
    state[kind] = new Map(look.directory[kind].map((one) => [one.id, one]));
  }
}

export const me = () => state.people.get(state.look?.person);
export const channel = () => state.channels.get(state.look?.channel);
export const appChannel = () => [...state.channels.values()].find((one) => one.with === state.directory.app.user);

// The workspace's time, unix seconds.
export const now = () => state.look.now + (performance.now() - state.since) / 1000;

const readKey = (id) => `${state.domain}/${state.handle}/${id}`;

export function markRead(id, ts) {
  if (ts > (state.read.get(readKey(id)) ?? "")) state.read.set(readKey(id), ts);
}

export function unread(id) {
  const last = state.read.get(readKey(id)) ?? "";
  return (state.look.news[id] ?? []).filter((ts) => ts > last).length;
}

export function titleOf(one) {
  if (one.kind !== "im") return one.name;
  return state.people.get(one.with)?.name ?? one.with;
}

// The part of the address for a conversation.
export function placeOf(one) {
  if (one.kind !== "im") return one.name;
  return one.with === state.directory.app.user ? "app" : `@${state.people.get(one.with)?.handle}`;
}

export function address({ domain = state.domain, handle = state.handle, place = state.place, thread = "" } = {}) {
  const parts = [domain, handle, place, thread].filter(Boolean).map(encodeURIComponent);
  return `#/${parts.join("/")}`;
}

export function go(where) {
  location.hash = address(where);
}
