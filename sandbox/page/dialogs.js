// Confirmations and small menus. <dialog> brings the focus trap and Esc; menus add arrow keys.

import { h } from "./dom.js";
import { textObject } from "./mrkdwn.js";

/** Show a Block Kit confirm object; resolves to the person's choice. */
export function confirmed(confirm) {
  return ask({
    title: textObject(confirm.title),
    text: textObject(confirm.text),
    yes: textObject(confirm.confirm),
    no: textObject(confirm.deny),
    danger: confirm.style === "danger",
  });
}

/** One question with one or two answers; without `no` it is only something to read. */
export function ask({ title, text, yes, no, danger }) {
  return new Promise((resolve) => {
    const say = h("button", { class: `button ${danger ? "danger" : "primary"}`, value: "yes" }, yes);
    const dialog = h(
      "dialog",
      { class: "confirm", "aria-labelledby": "confirm-title", onclose: () => done() },
      h(
        "form",
        { method: "dialog" },
        h("h2", { id: "confirm-title" }, title),
        h("div", { class: "text" }, text),
        h("div", { class: "modal-foot" }, no ? h("button", { class: "button", value: "no" }, no) : null, say),
      ),
    );
    const done = () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    };
    document.body.append(dialog);
    dialog.showModal();
    say.focus();
  });
}

let closeOpenMenu = () => {};

/** A menu under `anchor`; items are {label, run, danger?}. Focus returns to the anchor. */
export function openMenu(anchor, items, label) {
  closeOpenMenu();
  const close = (refocus) => {
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    closeOpenMenu = () => {};
    if (refocus) anchor.focus();
  };
  const outside = (event) => {
    if (!menu.contains(event.target) && !anchor.contains(event.target)) close(false);
  };
  const menu = h(
    "div",
    { class: "menu", role: "menu", "aria-label": label, onkeydown: (event) => menuKeys(event, menu, close) },
    items.map((item) => menuItem(item, close)),
  );
  // Inside an open <dialog> everything else is inert, so the menu must live there too.
  (anchor.closest("dialog") ?? document.body).append(menu);
  anchor.setAttribute("aria-expanded", "true");
  place(menu, anchor);
  menu.querySelector("[role=menuitem]").focus();
  document.addEventListener("pointerdown", outside, true);
  closeOpenMenu = close;
}

function menuItem(item, close) {
  const run = () => {
    close(true);
    item.run();
  };
  return h(
    "button",
    { type: "button", role: "menuitem", tabindex: "-1", class: item.danger ? "danger" : null, onclick: run },
    item.label,
  );
}

function place(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + height + 8 < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
}

function menuKeys(event, menu, close) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const go = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (go !== undefined) items[go % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") close(true);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
