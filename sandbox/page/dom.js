// The only way this page makes elements. Text always becomes a text node, so nothing a
// person or a bot writes can turn into HTML.

import { world } from "./world.js";

const AS_PROPERTY = new Set(["value", "checked", "selected", "disabled", "indeterminate", "open"]);

/** h("button", {class: "x", onclick: f}, "text", node, null) -> element; null, false and undefined are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) setProp(node, key, value);
  node.append(...present(children));
  return node;
}

export function fragment(...children) {
  const node = document.createDocumentFragment();
  node.append(...present(children));
  return node;
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

function setProp(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (key === "dataset") setDataset(node, value);
  else if (AS_PROPERTY.has(key)) node[key] = value;
  else node.setAttribute(key, value === true ? "" : value);
}

function setDataset(node, entries) {
  for (const [key, value] of Object.entries(entries)) {
    if (value !== null && value !== undefined) node.dataset[key] = value;
  }
}

let lastId = 0;

/** An id that is unique on the page, to tie labels and errors to their fields. */
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** Only addresses that cannot run anything are ever put into href or src. */
export function safeUrl(url) {
  try {
    const parsed = new URL(url, location.href);
    return ["http:", "https:", "mailto:", "tel:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** Slack's client opens links to its own workspace itself, as the person one is. */
const ARCHIVE = /^https:\/\/sandbox\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})(?:\?(?:.*&)?thread_ts=([\d.]+))?/;

function inHere(url) {
  const archive = ARCHIVE.exec(url);
  if (archive) {
    const [, channel, seconds, micros, thread] = archive;
    return `#as=${world.me}&c=${channel}&t=${thread ?? `${seconds}.${micros}`}`;
  }
  const own = `${location.origin}/page/#c=`;
  return url.startsWith(own) ? `#as=${world.me}&c=${url.slice(own.length)}` : null;
}

export function link(url, ...label) {
  const place = inHere(url);
  if (place !== null) return h("a", { href: place }, label);
  const href = safeUrl(url);
  if (href === null) return fragment(label);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** Which control has the focus, in words that survive a re-render of the same blocks. */
export function focusMark(root) {
  const active = document.activeElement;
  if (!active || !root.contains(active)) return null;
  const key = active.dataset.key;
  if (!key) return null;
  return { key, start: active.selectionStart ?? null, end: active.selectionEnd ?? null };
}

export function restoreFocus(root, mark) {
  if (!mark) return false;
  const target = root.querySelector(`[data-key="${CSS.escape(mark.key)}"]`);
  if (!target) return false;
  target.focus();
  // Number, date and e-mail inputs have no caret position and would throw.
  if (mark.start !== null && target.selectionStart !== null) target.setSelectionRange(mark.start, mark.end);
  return true;
}
