// The tour: a strip above the conversation with one step at a time. Where somebody is in it stays on this computer.

import { coalesced, get, post } from "./api.js";
import { h } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { announce, notice } from "./parts.js";
import { conversation, displayName, isAppDm, world } from "./world.js";

const KEY = "tour";
let tour = {};
let place = { at: 0, open: false };
let fill = () => {};

export const hasTour = () => Boolean(tour.title);
export const tourContent = () => tour;
export const isTourOpen = () => place.open;
export const doneCount = () => tour.steps.filter((step) => step.done).length;

/** `fillIn(text)` puts a command where messages are typed. */
export async function loadTour(fillIn) {
  fill = fillIn;
  tour = await get("tour").catch(() => ({}));
  const stored = JSON.parse(localStorage.getItem(KEY) ?? "null");
  if (stored && stored.run === tour.run) place = stored;
}

export const refreshTour = coalesced(async () => {
  if (!hasTour()) return;
  const before = tour;
  tour = await get("tour");
  for (const [number, step] of tour.steps.entries()) {
    if (step.done && !before.steps[number].done && place.open) announce(`Step ${number + 1} is done.`);
  }
  if (JSON.stringify(before) !== JSON.stringify(tour)) drawTour();
});

function keep(changes) {
  place = { ...place, ...changes, run: tour.run };
  localStorage.setItem(KEY, JSON.stringify(place));
  drawTour();
}

export function openTour(at = place.at) {
  keep({ open: true, at });
  focusTour();
}

export function focusTour() {
  document.querySelector("#tour summary")?.focus();
}

export function leaveTour() {
  keep({ open: false });
  document.getElementById("tour-button")?.focus();
}

export function hashOf({ person, id, place: where }) {
  const as = `#as=${person ?? id}`;
  if (where === "home") return `${as}&tab=home`;
  return where === "messages" ? as : `${as}&c=${where}`;
}

/** "in #bethel-plan", "on Throughline's Home", "in the messages with Throughline". */
export function placeName(where) {
  if (where === "home") return "on Throughline's Home tab";
  if (where === "messages") return "in the messages with Throughline";
  return `in #${tour.channels[where]}`;
}

function isThere({ person, place: where }) {
  if (person !== world.me) return false;
  const inApp = isAppDm(conversation(world.channel));
  if (where === "home") return inApp && world.tab === "home";
  return where === "messages" ? inApp && world.tab === "messages" : world.channel === where;
}

export function drawTour() {
  const root = document.getElementById("tour");
  root.hidden = !place.open || !hasTour();
  const button = document.getElementById("tour-button");
  if (button) button.textContent = tourLabel();
  if (root.hidden) return;
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const step = tour.steps[place.at];
  const isFolded = root.querySelector("details")?.open === false;
  root.replaceChildren(
    h(
      "details",
      { open: !isFolded },
      h("summary", { dataset: { key: "summary" } }, h("strong", {}, step ? heading(step) : "The tour is over")),
      step ? body(step) : end(),
    ),
  );
  if (focused) (root.querySelector(`[data-key="${focused}"]`) ?? root.querySelector("summary")).focus();
}

export const tourLabel = () => `Tour ${doneCount()}/${tour.steps.length}`;

function heading(step) {
  const number = place.at + 1;
  return `Step ${number} of ${tour.steps.length}: ${step.title}${step.done ? " ✓" : ""}`;
}

function body(step) {
  return h(
    "div",
    { class: "tour-body" },
    who(step),
    h("ul", {}, step.tasks.map((task) => h("li", {}, mrkdwn(task)))),
    h("p", {}, h("strong", {}, "You'll see: "), mrkdwn(step.outcome)),
    h("div", { class: "tour-actions" }, move("Back", -1, place.at === 0), tick(step), move("Next step", 1, false, step.done), leave()),
  );
}

function who(step) {
  const name = displayName(step.person);
  if (!isThere(step))
    return h(
      "p",
      {},
      h("a", { class: "button primary", href: hashOf(step), dataset: { key: "go" } }, `Be ${name} ${placeName(step.place)}`),
    );
  const canFill = step.command && step.place !== "home";
  return h(
    "p",
    {},
    `You're ${name}, ${placeName(step.place)}. `,
    canFill
      ? h(
          "button",
          { class: "button", type: "button", dataset: { key: "go" }, onclick: () => fill(step.command) },
          `Type ${step.command} for me`,
        )
      : null,
  );
}

function tick(step) {
  const number = place.at;
  const box = h("input", {
    type: "checkbox",
    checked: step.done,
    dataset: { key: "done" },
    onchange: () => notice(() => post("tour/tick", { step: number, done: box.checked }).then(refreshTour)),
  });
  return h("label", {}, box, " Done");
}

function move(label, by, disabled, primary = false) {
  return h(
    "button",
    {
      class: `button ${primary ? "primary" : ""}`,
      type: "button",
      disabled,
      dataset: { key: label },
      onclick: () => keep({ at: place.at + by }),
    },
    label,
  );
}

function leave() {
  return h(
    "button",
    { class: "button", type: "button", dataset: { key: "leave" }, onclick: () => leaveTour() },
    "Leave the tour",
  );
}

function end() {
  return h(
    "div",
    { class: "tour-body" },
    h("p", {}, `That's the tour: ${doneCount()} of ${tour.steps.length} steps done. `, h("a", { href: "#" }, "The start page"), " has more to try."),
    h("div", { class: "tour-actions" }, move("Back", -1, false), leave()),
  );
}
