// The start page: whom one can be, the tour, and what else to try.

import { h } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar } from "./parts.js";
import { doneCount, hashOf, openTour, placeName, tourContent } from "./tour.js";
import { displayName, person } from "./world.js";

export function drawWelcome(root) {
  const tour = tourContent();
  root.replaceChildren(
    h("h1", { tabindex: "-1" }, tour.title),
    ...tour.intro.map((text) => h("p", { class: "lead" }, mrkdwn(text))),
    steps(tour),
    people(tour),
    more(tour),
  );
  document.title = tour.title;
}

function steps(tour) {
  const done = doneCount();
  const all = tour.steps.length;
  const first = Math.max(
    tour.steps.findIndex((step) => !step.done),
    0,
  );
  const label = done === 0 ? "Start the tour" : done === all ? "Look at the tour again" : "Go on with the tour";
  return h(
    "section",
    { "aria-labelledby": "welcome-tour" },
    h("h2", { id: "welcome-tour" }, "Take the tour"),
    h("p", {}, `A month in ${all} steps. Each is ticked off as it happens, and you can leave and come back any time.`),
    h(
      "ol",
      { class: "tour-steps" },
      tour.steps.map((step) =>
        h(
          "li",
          {},
          h("strong", {}, step.title),
          ` as ${displayName(step.person)}`,
          step.done ? h("span", { class: "tour-done" }, " ✓ done") : null,
        ),
      ),
    ),
    h("a", { class: "button primary", href: hashOf(tour.steps[first]), onclick: () => openTour(first) }, label),
  );
}

function people(tour) {
  return h(
    "section",
    { "aria-labelledby": "welcome-people" },
    h("h2", { id: "welcome-people" }, "Or be someone"),
    h("ul", { class: "cards" }, tour.people.map(card)),
  );
}

function card(each) {
  return h(
    "li",
    { class: "card" },
    avatar(each.id),
    h(
      "div",
      {},
      h("h3", {}, displayName(each.id)),
      h("p", { class: "title" }, person(each.id).title),
      h("p", {}, each.about),
      each.command ? h("p", {}, "Try ", h("code", {}, each.command)) : null,
      h("a", { class: "button", href: hashOf(each) }, `Be ${displayName(each.id).split(" ")[0]}`),
    ),
  );
}

function more(tour) {
  if (!tour.more.length) return null;
  return h(
    "section",
    { "aria-labelledby": "welcome-more" },
    h("h2", { id: "welcome-more" }, "More to try"),
    h(
      "ul",
      {},
      tour.more.map((idea) =>
        h(
          "li",
          {},
          idea.text,
          ": ",
          h("a", { href: hashOf(idea) }, `as ${displayName(idea.person)} ${placeName(idea.place)}`),
          idea.command ? [", ", h("code", {}, idea.command)] : null,
        ),
      ),
    ),
    h(
      "p",
      { class: "lead" },
      "You can also be anyone else in the list at the top left. ",
      h("strong", {}, "Troubles"),
      " makes the look-alike misbehave as Slack sometimes does: rate limits, errors, lost connections.",
    ),
  );
}
