// Times as the person reads them: in their own zone.

import { me, now } from "./state.js";

const formats = new Map();

function format(options, zone = me()?.tz ?? "UTC") {
  const key = JSON.stringify([options, zone]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return formats.get(key);
}

const at = (seconds) => new Date(Number(seconds) * 1000);

export const hour = (ts) => format({ hour: "2-digit", minute: "2-digit" }).format(at(ts));
export const short = (ts) => format({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(at(ts));
export const full = (ts) => format({ weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" }).format(at(ts));
export const dayKey = (ts) => format({ year: "numeric", month: "2-digit", day: "2-digit" }).format(at(ts));

export function day(ts) {
  if (dayKey(ts) === dayKey(now())) return "Today";
  if (dayKey(ts) === dayKey(now() - 86400)) return "Yesterday";
  return format({ weekday: "long", day: "numeric", month: "long" }).format(at(ts));
}

const DATES = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { day: "numeric", month: "long", year: "numeric" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
  date_long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

// Slack's `<!date^seconds^format|fallback>`.
export function spoken(seconds, pattern) {
  return pattern.replace(/\{(\w+?)(_pretty)?\}/g, (whole, name, pretty) => {
    if (name === "ago") return ago(Number(seconds));
    if (!DATES[name]) return whole;
    const near = pretty ? day(seconds) : "";
    return near === "Today" || near === "Yesterday" ? near.toLowerCase() : format(DATES[name]).format(at(seconds));
  });
}

function ago(seconds) {
  const minutes = Math.round((now() - seconds) / 60);
  const [count, unit] = minutes < 60 ? [minutes, "minute"] : minutes < 2880 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  return new Intl.RelativeTimeFormat("en").format(-count, unit);
}

// Seconds by which a zone is ahead of UTC at an instant.
function offset(seconds, zone) {
  const parts = {};
  const wanted = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" };
  for (const { type, value } of format(wanted, zone).formatToParts(at(seconds))) parts[type] = Number(value);
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) / 1000 - Math.floor(seconds);
}

// The next `hour`:00 of the person's zone, `weekday` 0 (Sunday) to 6, or any day; unix seconds.
export function next(hours, weekday = null) {
  const zone = me().tz;
  const local = new Date((now() + offset(now(), zone)) * 1000);
  for (let days = 0; ; days++) {
    const guess = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days, hours) / 1000;
    const moment = guess - offset(guess - offset(guess, zone), zone);
    if (moment > now() && (weekday === null || new Date(guess * 1000).getUTCDay() === weekday)) return moment;
  }
}
