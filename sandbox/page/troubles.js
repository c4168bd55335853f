// The drawer with the faults the sandbox can play, and what it has noticed.

import { get, post } from "./api.js";
import { h } from "./dom.js";
import { notice } from "./parts.js";
import { displayName, world } from "./world.js";

const CHANCES = [
  ["rate429", "Too many requests (429)"],
  ["error5xx_before", "Error 5xx, nothing done"],
  ["error5xx_after", "Error 5xx, but it was done"],
  ["hang", "No answer at all"],
  ["drop", "Connection dropped"],
  ["bare_ok", "Done, but the answer says only ok"],
];
const SWITCHES = [
  ["retry_after", "429 says how long to wait"],
  ["duplicate_events", "Events arrive twice"],
];
const NUMBERS = [
  ["delay_ms", "Delay of every answer (ms)"],
  ["share_delay_ms", "Uploaded files appear late (ms)"],
  ["seed", "Seed of the dice"],
];
const CHOICES = [
  [
    "never_shared",
    "Uploads answered ok that never appear",
    [
      ["none", "none"],
      ["with_alt", "those with a description"],
      ["all", "all"],
    ],
  ],
];
const TOKEN_ERRORS = ["", "token_revoked", "account_inactive", "invalid_auth", "token_expired"];
const RECENT = 25;

export async function drawTroubles(root) {
  const [now, limits, calls] = await Promise.all([get("troubles"), get("limits"), get("calls", { since: 0 })]);
  let current = now;
  // The sandbox takes the whole set at once.
  const set = (change) => notice(async () => (current = await post("troubles", { ...current, ...change })));
  root.replaceChildren(
    h("p", { class: "hint" }, "Chances are per call of the Web API. They apply at once."),
    ...CHANCES.map(([key, label]) => chance(key, label, now[key], set)),
    ...SWITCHES.map(([key, label]) => toggle(label, now[key], (value) => set({ [key]: value }))),
    ...CHOICES.map(([key, label, options]) => choice(label, options, now[key], (value) => set({ [key]: value }))),
    choice(
      "The bot's token is refused",
      TOKEN_ERRORS.map((code) => [code, code || "no"]),
      now.refusals["*"] ?? "",
      (code) => set({ refusals: code ? { ...current.refusals, "*": code } : {} }),
    ),
    ...NUMBERS.map(([key, label]) => number(label, now[key], (value) => set({ [key]: value }))),
    h("button", { class: "button", type: "button", onclick: () => calm(root, set) }, "Everything works again"),
    h("h3", {}, "People who have left"),
    h("div", { class: "options" }, leavers()),
    h("h3", {}, "What Slack would have refused"),
    logList(limits.map(sentence), "Nothing so far."),
    h("h3", {}, "Latest calls of the app"),
    logList(calls.slice(-RECENT).reverse().map(call), "None yet."),
  );
}

async function calm(root, set) {
  const none = Object.fromEntries(CHANCES.map(([key]) => [key, 0]));
  await set({ ...none, duplicate_events: false, delay_ms: 0, share_delay_ms: 0, never_shared: "none", refusals: {} });
  await notice(() => drawTroubles(root));
}

function chance(key, label, value, set) {
  const shown = h("output", {}, percent(value));
  const slider = h("input", {
    type: "range",
    min: "0",
    max: "1",
    step: "0.05",
    id: `trouble-${key}`,
    oninput: () => (shown.textContent = percent(slider.value)),
    onchange: () => set({ [key]: Number(slider.value) }),
  });
  // After min, max and step: a range input cuts its value to the limits it has at that moment.
  slider.value = value ?? 0;
  return h("div", { class: "chance" }, h("label", { for: slider.id }, label), shown, slider);
}

const percent = (value) => `${Math.round(Number(value ?? 0) * 100)}%`;

function toggle(label, value, onPicked) {
  return h(
    "label",
    { class: "option" },
    h("input", { type: "checkbox", checked: value === true, onchange: (event) => onPicked(event.target.checked) }),
    h("span", {}, label),
  );
}

function choice(label, options, value, onPicked) {
  return h(
    "label",
    { class: "number" },
    h("span", {}, label),
    h(
      "select",
      { onchange: (event) => onPicked(event.target.value) },
      options.map(([name, shown]) => h("option", { value: name, selected: name === value }, shown)),
    ),
  );
}

function number(label, value, onPicked) {
  return h(
    "label",
    { class: "number" },
    h("span", {}, label),
    h("input", {
      type: "number",
      min: "0",
      value: value ?? 0,
      onchange: (event) => onPicked(Number(event.target.value)),
    }),
  );
}

function leavers() {
  return [...world.people.values()]
    .filter((who) => !who.is_bot && who.id !== "USLACKBOT")
    .map((who) =>
      toggle(displayName(who.id), who.deleted, (deleted) => notice(() => post("admin/user", { id: who.id, deleted }))),
    );
}

function logList(lines, none) {
  return lines.length
    ? h(
        "ul",
        { class: "log" },
        lines.map((line) => h("li", {}, line)),
      )
    : h("p", { class: "hint" }, none);
}

function sentence({ method, error, messages }) {
  return [method, error, ...messages].join(" · ");
}

function call(each) {
  return `${each.method} ${each.ok ? "✓" : `✗ ${each.error ?? ""}`}`;
}
