// The list that opens over the composer while an @name or a /command is being typed.

import { freshId, h } from "./dom.js";
import { displayName, person, world } from "./world.js";

const MOST = 7;

/** Watches a textarea; returns {node, key(event)} where key says whether it used the event up. */
export function suggestions(box) {
  const node = h("ul", {
    class: "suggestions",
    role: "listbox",
    id: freshId("suggest"),
    "aria-label": "Suggestions",
    hidden: true,
  });
  box.setAttribute("aria-controls", node.id);
  box.setAttribute("aria-autocomplete", "list");
  let offers = [];
  let at = 0;

  function show() {
    offers = find(box);
    at = 0;
    draw();
  }

  function draw() {
    node.hidden = offers.length === 0;
    node.replaceChildren(
      ...offers.map((offer, index) =>
        h(
          "li",
          {
            role: "option",
            id: `${node.id}-${index}`,
            "aria-selected": String(index === at),
            // pointerdown, not click: a click would first take the focus out of the box.
            onpointerdown: (event) => (event.preventDefault(), take(offer)),
          },
          h("strong", {}, offer.label),
          " ",
          h("span", {}, offer.note),
        ),
      ),
    );
    if (offers.length) box.setAttribute("aria-activedescendant", `${node.id}-${at}`);
    else box.removeAttribute("aria-activedescendant");
  }

  function take(offer) {
    box.setRangeText(`${offer.text} `, offer.from, box.selectionStart, "end");
    box.dispatchEvent(new Event("input"));
  }

  function key(event) {
    if (node.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at = (at + step + offers.length) % offers.length;
    else if (event.key === "Escape") offers = [];
    else if (event.key === "Tab" || (event.key === "Enter" && offers[at].text !== offers[at].typed))
      return (take(offers[at]), event.preventDefault(), true);
    else return false;
    event.preventDefault();
    draw();
    return true;
  }

  box.addEventListener("input", show);
  box.addEventListener("blur", () => ((offers = []), draw()));
  return { node, key };
}

function find(box) {
  const before = box.value.slice(0, box.selectionStart);
  const slash = /^\/\S*$/.exec(before);
  if (slash) return commands(before);
  const mention = /(?:^|\s)@([\w.'-]*(?: [\w.'-]*)?)$/.exec(before);
  return mention ? people(mention[1], before.length - mention[1].length - 1) : [];
}

function commands(typed) {
  return world.commands
    .filter((each) => each.command.startsWith(typed))
    .map((each) => ({ text: each.command, label: each.command, note: each.description ?? "", from: 0, typed }));
}

function people(typed, from) {
  const wanted = typed.toLowerCase();
  return [...world.people.values()]
    .filter(
      (who) =>
        !who.deleted &&
        (displayName(who.id).toLowerCase().startsWith(wanted) || who.name.toLowerCase().startsWith(wanted)),
    )
    .filter((who) => displayName(who.id).toLowerCase() !== wanted)
    .slice(0, MOST)
    .map((who) => ({
      text: `@${displayName(who.id)}`,
      label: displayName(who.id),
      note: person(who.id).title ?? "",
      from,
      typed: `@${typed}`,
    }));
}
