// Times as Slack writes them, in a given time zone.

const cache = new Map();

function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }));
  return cache.get(key);
}

function show(seconds, zone, options) {
  return formatter(zone, options).format(new Date(seconds * 1000));
}

export function clock(seconds, zone) {
  return show(seconds, zone, { hour: "numeric", minute: "2-digit" });
}

/** "2026-11-22": one calendar day in that zone, to compare days with. */
export function dayKey(seconds, zone) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date(seconds * 1000));
}

function ordinal(day) {
  if (day >= 11 && day <= 13) return `${day}th`;
  return `${day}${{ 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th"}`;
}

function longDate(seconds, zone, weekday, year) {
  const month = show(seconds, zone, { month: "long" });
  const day = ordinal(Number(show(seconds, zone, { day: "numeric" })));
  const head = weekday ? `${show(seconds, zone, { weekday: "long" })}, ` : "";
  const tail = year ? `, ${show(seconds, zone, { year: "numeric" })}` : "";
  return `${head}${month} ${day}${tail}`;
}

const DAY = 86400;

function nearby(seconds, zone) {
  const now = Date.now() / 1000;
  const key = dayKey(seconds, zone);
  if (key === dayKey(now, zone)) return "Today";
  if (key === dayKey(now - DAY, zone)) return "Yesterday";
  if (key === dayKey(now + DAY, zone)) return "Tomorrow";
  return null;
}

export function dayLabel(seconds, zone) {
  return nearby(seconds, zone) ?? longDate(seconds, zone, true, true);
}

export function fullTime(seconds, zone) {
  return `${longDate(seconds, zone, true, true)} at ${clock(seconds, zone)}`;
}

const PATTERNS = {
  date_num: (s, z) => dayKey(s, z),
  date: (s, z) => longDate(s, z, false, true),
  date_short: (s, z) => show(s, z, { month: "short", day: "numeric", year: "numeric" }),
  date_long: (s, z) => longDate(s, z, true, true),
  date_slash: (s, z) => show(s, z, { month: "2-digit", day: "2-digit", year: "numeric" }),
  date_long_full: (s, z) => longDate(s, z, true, true),
  time: clock,
  time_secs: (s, z) => show(s, z, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (s) => ago(s),
};

/** Slack's <!date^…> tokens; *_pretty says yesterday, today or tomorrow where it can. */
export function slackDate(seconds, pattern, zone) {
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => {
    const plain = token.replace(/_pretty$/, "");
    const make = PATTERNS[plain];
    if (!make) return whole;
    const near = plain === token ? null : nearby(seconds, zone);
    return near ? near.toLowerCase() : make(seconds, zone);
  });
}

const STEPS = [
  ["day", DAY],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

export function ago(seconds) {
  const delta = seconds - Date.now() / 1000;
  const [unit, size] = STEPS.find(([, each]) => Math.abs(delta) >= each) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(delta / size), unit);
}

/** "Eastern Time"; a zone that the browser does not know by its own name. */
export function zoneName(zone) {
  if (!zone) return null;
  try {
    const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts();
    return parts.find((part) => part.type === "timeZoneName").value;
  } catch {
    return zone;
  }
}
