// Small pieces that several panels share.

import { h } from "./dom.js";
import { displayName, person } from "./world.js";

const HUES = 12;

function hue(id) {
  const sum = [...id].reduce((total, character) => (total * 31 + character.charCodeAt(0)) % 997, 7);
  return (sum % HUES) * (360 / HUES);
}

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? "?") + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
}

/** Initials on a colour of the person's own; decoration only, so hidden from screen readers. */
export function avatar(id, small = false) {
  const kind = `avatar${small ? " small" : ""}${person(id).is_bot ? " bot" : ""}`;
  return h("span", { class: kind, style: `--hue:${hue(id)}`, "aria-hidden": "true" }, initials(displayName(id)));
}

/** How much somebody has not read in a conversation. */
export function unreadBadge({ unread }) {
  return unread ? h("span", { class: "unread" }, String(unread), h("span", { class: "sr-only" }, " unread")) : null;
}

/** Do `work`; a refusal is shown for a while at the bottom of the page. Returns null then. */
export async function notice(work) {
  try {
    return await work();
  } catch (refusal) {
    toast(refusal.message);
    return null;
  }
}

const TOAST_FOR = 8000;

export function toast(text) {
  const shelf = document.getElementById("toasts");
  // One failure often shows in several panels at once; saying it once is enough.
  if ([...shelf.children].some((each) => each.textContent === text)) return;
  const node = h("p", {}, text);
  shelf.append(node);
  setTimeout(() => node.remove(), TOAST_FOR);
}

/** Said by screen readers, shown to nobody. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}
