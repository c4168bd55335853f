// The line above the messages: where I am, who else is here, and the app's tabs.

import { h } from "./dom.js";
import { unreadBadge } from "./parts.js";
import { openTroubles } from "./side.js";
import { hasTour, isTourOpen, leaveTour, openTour, tourLabel } from "./tour.js";
import { conversationTitle, displayName, isAppDm, person, world } from "./world.js";

const TABS = [
  ["home", "Home"],
  ["messages", "Messages"],
];

export function drawHeader(root, here) {
  const version = JSON.stringify([here, world.me, world.tab, here?.kind === "im" ? person(here.with) : null]);
  // Redrawing on every unread count would take the focus out of the tabs.
  if (root.dataset.version === version) return;
  root.dataset.version = version;
  const hadFocus = root.contains(document.activeElement) ? document.activeElement.textContent : null;
  root.replaceChildren(...[menuButton(), title(here), here && tabs(here), tour(), troubles()].filter(Boolean));
  if (hadFocus) [...root.querySelectorAll("a, button")].find((each) => each.textContent === hadFocus)?.focus();
}

function menuButton() {
  const toggle = (event) => {
    const sidebar = document.getElementById("sidebar");
    const isOpen = sidebar.classList.toggle("open");
    event.currentTarget.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) sidebar.querySelector("select").focus();
  };
  return h(
    "button",
    {
      class: "icon menu-button",
      type: "button",
      "aria-label": "Conversations",
      "aria-controls": "sidebar",
      "aria-expanded": "false",
      onclick: toggle,
    },
    "☰",
  );
}

function title(here) {
  if (!here) return h("h1", {}, "Nothing here");
  const count = here.kind === "im" ? null : members(here);
  return h("h1", {}, conversationTitle(here), count);
}

function members({ members: ids }) {
  const text = ids.length === 1 ? "1 member" : `${ids.length} members`;
  return h("span", { class: "members", title: ids.map(displayName).join(", ") }, text);
}

function tabs(here) {
  if (!isAppDm(here)) return null;
  return h(
    "nav",
    { class: "tabs", "aria-label": "The app" },
    TABS.map(([key, label]) =>
      h(
        "a",
        { href: `#as=${world.me}&c=${here.id}&tab=${key}`, "aria-current": world.tab === key ? "page" : null },
        label,
        key === "messages" && world.tab === "home" && here.unread ? [" ", unreadBadge(here)] : null,
      ),
    ),
  );
}

function tour() {
  if (!hasTour()) return null;
  const toggle = () => (isTourOpen() ? leaveTour() : openTour());
  return h("button", { class: "button", id: "tour-button", type: "button", onclick: toggle }, tourLabel());
}

function troubles() {
  return h("button", { class: "button troubles-button", type: "button", onclick: openTroubles }, "Troubles");
}
