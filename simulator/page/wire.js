// The line to the simulator's control API.

import { state } from "./state.js";

export class Refused extends Error {
  name = "Refused";
}

export async function ask(verb, query, signal) {
  const wanted = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return answered(await fetch(`/sim/${verb}?${new URLSearchParams(wanted)}`, { signal }));
}

// Does something as the person whose screen this is.
export function act(verb, body = {}) {
  return tell(verb, { workspace: state.domain, person: state.handle, ...body });
}

export async function tell(verb, body = {}) {
  return answered(await fetch(`/sim/${verb}`, { method: "POST", body: JSON.stringify(body) }));
}

async function answered(response) {
  const said = await response.json();
  if (!response.ok) throw new Refused(said.error);
  return said;
}
