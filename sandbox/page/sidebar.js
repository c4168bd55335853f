// Who I am, and the channels and people I can talk to.

import { h } from "./dom.js";
import { icon } from "./glyphs.js";
import { avatar, unreadBadge } from "./parts.js";
import { zoneName } from "./time.js";
import { hasTour } from "./tour.js";
import { conversationName, isAppDm, person, world } from "./world.js";

const GROUPS = [
  ["Apps", isAppDm],
  ["Channels", (each) => each.kind !== "im"],
  ["Direct messages", (each) => each.kind === "im" && !isAppDm(each)],
];

export function drawSidebar(root, { become }) {
  root.replaceChildren(...[switcher(become), ...GROUPS.map(group), startPage()].filter(Boolean));
}

function switcher(become) {
  const people = [...world.people.values()].filter((who) => !who.is_bot && who.id !== "USLACKBOT");
  const select = h("select", { id: "person", onchange: () => become(select.value) }, people.map(choice));
  return h(
    "div",
    { class: "switcher" },
    avatar(world.me),
    h("div", {}, h("label", { for: "person" }, "You are"), select, h("p", { class: "title" }, about(person(world.me)))),
  );
}

function choice(who) {
  const notes = [who.title, who.deleted ? "deactivated" : null, who.guest ? "guest" : null].filter(Boolean).join(", ");
  return h(
    "option",
    { value: who.id, selected: who.id === world.me, disabled: who.deleted },
    // The chosen one's title stands below: in here there is no room for both.
    notes && who.id !== world.me ? `${who.real_name} – ${notes}` : who.real_name,
  );
}

function about(who) {
  return [who.title, zoneName(who.tz)].filter(Boolean).join(" · ");
}

function startPage() {
  if (!hasTour()) return null;
  return h("section", {}, h("h2", {}, "Demo"), h("ul", {}, h("li", {}, h("a", { href: "#" }, "Start page"))));
}

function group([title, belongs]) {
  const members = world.conversations.filter(belongs);
  if (members.length === 0) return null;
  return h("section", {}, h("h2", {}, title), h("ul", {}, members.map(item)));
}

function item(each) {
  const here = each.id === world.channel;
  const unread = each.unread > 0;
  const sign =
    each.kind === "im"
      ? avatar(each.with, true)
      : h("span", { class: "sign", "aria-hidden": "true" }, each.kind === "private" ? icon("lock") : "#");
  return h(
    "li",
    {},
    h(
      "a",
      {
        href: `#as=${world.me}&c=${each.id}`,
        class: unread ? "has-unread" : null,
        "aria-current": here ? "page" : null,
        dataset: { key: each.id, channel: each.id },
      },
      sign,
      h("span", { class: "name" }, conversationName(each)),
      unreadBadge(each),
    ),
  );
}
