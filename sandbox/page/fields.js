// Everything a person can fill in or choose from, each with its state in Slack's shape.

import { fragment, freshId, h } from "./dom.js";
import { externalSelect, fileInput } from "./external.js";
import { plain, textObject } from "./mrkdwn.js";
import { conversationTitle, displayName, world } from "./world.js";

/** How each choosing element names its choice in Slack's state. */
const CHOOSERS = {
  static_select: { key: "selected_option", initial: "initial_option", choices: staticChoices },
  multi_static_select: { key: "selected_options", initial: "initial_options", choices: staticChoices, many: true },
  radio_buttons: { key: "selected_option", initial: "initial_option", choices: staticChoices },
  checkboxes: { key: "selected_options", initial: "initial_options", choices: staticChoices, many: true },
  users_select: { key: "selected_user", initial: "initial_user", choices: userChoices },
  multi_users_select: { key: "selected_users", initial: "initial_users", choices: userChoices, many: true },
  conversations_select: { key: "selected_conversation", initial: "initial_conversation", choices: conversationChoices },
  multi_conversations_select: {
    key: "selected_conversations",
    initial: "initial_conversations",
    choices: conversationChoices,
    many: true,
  },
  channels_select: { key: "selected_channel", initial: "initial_channel", choices: channelChoices },
  external_select: { key: "selected_option", initial: "initial_option", draw: externalSelect },
  multi_external_select: { key: "selected_options", initial: "initial_options", draw: externalSelect, many: true },
  file_input: { key: "files", initial: "initial_files", draw: fileInput, many: true },
  multi_channels_select: { key: "selected_channels", initial: "initial_channels", choices: channelChoices, many: true },
};

/** Elements that are one HTML input; `key` is where Slack keeps the answer. */
const INPUTS = {
  plain_text_input: { key: "value", initial: "initial_value", kind: "text" },
  email_text_input: { key: "value", initial: "initial_value", kind: "email" },
  url_text_input: { key: "value", initial: "initial_value", kind: "url" },
  number_input: { key: "value", initial: "initial_value", kind: "number" },
  datepicker: { key: "selected_date", initial: "initial_date", kind: "date" },
  timepicker: { key: "selected_time", initial: "initial_time", kind: "time" },
  datetimepicker: { key: "selected_date_time", initial: "initial_date_time", kind: "datetime-local" },
};

export const isField = (element) => element.type in CHOOSERS || element.type in INPUTS;
export const isGroup = (element) =>
  ["radio_buttons", "checkboxes"].includes(element.type) ||
  (element.type.startsWith("multi_") && !CHOOSERS[element.type].draw);
export const isTyped = (element) => INPUTS[element.type] !== undefined;

function staticChoices(element) {
  const groups = element.option_groups ?? [{ label: null, options: element.options ?? [] }];
  return groups.flatMap((group) =>
    group.options.map((option) => ({
      id: option.value,
      label: option.text.text,
      option,
      keep: option,
      group: group.label?.text ?? null,
    })),
  );
}

function userChoices() {
  return [...world.people.values()]
    .filter((who) => !who.deleted && !who.is_bot)
    .map((who) => ({ id: who.id, label: displayName(who.id), keep: who.id, group: null }));
}

function conversationChoices() {
  return world.conversations.map((each) => ({
    id: each.id,
    label: conversationTitle(each),
    keep: each.id,
    group: null,
  }));
}

function channelChoices() {
  return conversationChoices().filter(({ id }) => world.conversations.find((each) => each.id === id).kind !== "im");
}

const idOf = (kept) => (typeof kept === "string" ? kept : kept?.value);

/** The state before anybody has touched the element. */
function initialState(element) {
  const spec = CHOOSERS[element.type] ?? INPUTS[element.type];
  const here = element.default_to_current_conversation ? world.channel : null;
  return { type: element.type, [spec.key]: element[spec.initial] ?? here ?? (spec.many ? [] : null) };
}

/**
 * The control for one element. `place` is {surface, blockId, label?, dispatches}.
 * The answer so far wins over the initial value, so updating a view keeps what was typed.
 */
export function field(element, place) {
  const { surface, blockId } = place;
  const state = surface.recall(blockId, element.action_id) ?? initialState(element);
  surface.remember(blockId, element.action_id, state);
  const key = `${blockId}/${element.action_id}`;
  const bound = { ...place, element, key, state, id: place.id ?? freshId("field") };
  if (element.type in INPUTS) return typedField(bound);
  if (CHOOSERS[element.type].draw) return drawnElsewhere(bound);
  if (element.type === "radio_buttons" || element.type === "checkboxes") return optionList(bound);
  return CHOOSERS[element.type].many ? multiSelect(bound) : select(bound);
}

function store(bound, answer, control, acts = bound.dispatches) {
  const { element, surface, blockId } = bound;
  const { key } = CHOOSERS[element.type] ?? INPUTS[element.type];
  surface.remember(blockId, element.action_id, { type: element.type, [key]: answer });
  if (acts) surface.act(blockId, element, { [key]: answer }, control);
}

function drawnElsewhere(bound) {
  const { draw, key, many } = CHOOSERS[bound.element.type];
  const chosen = [bound.state[key] ?? []].flat();
  return draw(bound, chosen, { many, naming, pick: (answer, control) => store(bound, answer, control) });
}

function naming(bound) {
  return {
    id: bound.id,
    dataset: { key: bound.key, actionId: bound.element.action_id },
    "aria-label": bound.label ?? null,
  };
}

// ---- typed inputs ----

function typedField(bound) {
  const { element, state } = bound;
  const { key, kind } = INPUTS[element.type];
  const tag = element.multiline ? "textarea" : "input";
  const control = h(tag, {
    ...naming(bound),
    type: tag === "input" ? kind : null,
    rows: element.multiline ? "4" : null,
    step: kind === "number" ? (element.is_decimal_allowed ? "any" : "1") : null,
    placeholder: element.placeholder?.text ?? null,
    value: asTyped(kind, state[key]),
    oninput: () => {
      // While the year of a date is being typed, the browser reports the years 0002, 0020 and 0202.
      if (kind === "date" && control.value.startsWith("0")) return;
      store(bound, asKept(kind, control.value), control, dispatchOn(bound, "on_character_entered", kind));
    },
    onkeydown: (event) => enterPressed(event, bound, control, kind),
  });
  return element.max_length || element.min_length ? fragment(control, counter(element, control)) : control;
}

/** Text acts only when its dispatch_action_config says so (Enter, unless told otherwise); pickers act on every change. */
function dispatchOn({ element, dispatches }, trigger, kind) {
  if (!dispatches) return false;
  if (["date", "time", "datetime-local"].includes(kind)) return trigger === "on_character_entered";
  return (element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]).includes(trigger);
}

function enterPressed(event, bound, control, kind) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (!dispatchOn(bound, "on_enter_pressed", kind)) return;
  event.preventDefault();
  store(bound, asKept(kind, control.value), control, true);
}

function asTyped(kind, value) {
  if (value === null || value === undefined) return "";
  if (kind !== "datetime-local") return String(value);
  const local = new Date(value * 1000);
  return new Date(local.getTime() - local.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function asKept(kind, text) {
  if (text === "") return null;
  return kind === "datetime-local" ? Math.floor(new Date(text).getTime() / 1000) : text;
}

/** How much room is left is worth saying only where it runs out. */
const SAID_FROM = 200;

function counter(element, control) {
  const note = h("span", { class: "counter", "aria-hidden": "true" });
  const show = () => {
    const length = control.value.length;
    const left = element.max_length ? element.max_length - length : null;
    const missing = (element.min_length ?? 0) - length;
    note.textContent = missing > 0 && length > 0 ? `${missing} more needed` : left === null || left > SAID_FROM ? "" : `${left} left`;
    note.classList.toggle("over", left !== null && left < 0);
  };
  control.addEventListener("input", show);
  show();
  return note;
}

// ---- choosing one ----

function select(bound) {
  const { element, state } = bound;
  const { choices, key } = CHOOSERS[element.type];
  const all = choices(element);
  const chosen = idOf(state[key]);
  // Where choosing acts at once, arrow keys only move through the options, as in Slack; Enter chooses.
  let moving = false;
  const control = h(
    "select",
    {
      ...naming(bound),
      onpointerdown: () => (moving = false),
      onkeydown: (event) => moved(event),
      onchange: () => moving || pick(),
    },
    h("option", { value: "" }, element.placeholder?.text ?? "Choose…"),
    grouped(all, (choice) => h("option", { value: choice.id, selected: choice.id === chosen }, plain(choice.label))),
  );
  const moved = (event) => {
    if (event.key === "Enter" && moving) {
      event.preventDefault();
      pick();
    } else if (event.key === " " || event.altKey) {
      moving = false; // the browser opens its list, in which Enter is a change
    } else if (!["Enter", "Tab", "Shift", "Escape"].includes(event.key)) {
      moving = bound.dispatches;
    }
  };
  const pick = () => {
    moving = false;
    store(bound, all.find((choice) => choice.id === control.value)?.keep ?? null, control);
  };
  return control;
}

function grouped(choices, draw) {
  const groups = Map.groupBy(choices, (choice) => choice.group);
  return [...groups].map(([label, members]) =>
    label === null ? members.map(draw) : h("optgroup", { label }, members.map(draw)),
  );
}

// ---- choosing among visible options ----

function optionList(bound, onPicked = () => {}) {
  const { element, state } = bound;
  const { choices, key, many } = CHOOSERS[element.type];
  const all = choices(element);
  const chosen = new Set([state[key] ?? []].flat().map(idOf));
  const name = freshId("choice");
  const list = h(
    "div",
    { class: "options", role: "group", "aria-label": bound.label ?? null, dataset: { actionId: element.action_id } },
    all.map((choice) => {
      const box = h("input", {
        type: many ? "checkbox" : "radio",
        name,
        value: choice.id,
        checked: chosen.has(choice.id),
        dataset: { key: `${bound.key}/${choice.id}` },
        onchange: () => pick(box),
      });
      return h(
        "label",
        { class: "option" },
        box,
        h(
          "span",
          {},
          choice.option ? textObject(choice.option.text) : choice.label,
          choice.option?.description
            ? h("span", { class: "description" }, textObject(choice.option.description))
            : null,
        ),
      );
    }),
  );
  const pick = (box) => {
    const ids = new Set([...list.querySelectorAll("input:checked")].map((each) => each.value));
    const picked = all.filter((choice) => ids.has(choice.id)).map((choice) => choice.keep);
    limit(list, element.max_selected_items, ids.size);
    store(bound, many ? picked : (picked[0] ?? null), box, bound.dispatches && !element.type.startsWith("multi_"));
    onPicked(picked);
  };
  limit(list, element.max_selected_items, chosen.size);
  return list;
}

function limit(list, most, count) {
  if (!most) return;
  for (const box of list.querySelectorAll("input")) box.disabled = count >= most && !box.checked;
}

const FILTER_FROM = 8;

/** A list that folds away. As in Slack it acts once, when it is closed, and not on every tick. */
function multiSelect(bound) {
  const { element, state } = bound;
  const { choices, key } = CHOOSERS[element.type];
  const labels = new Map(choices(element).map((choice) => [choice.id, choice.label]));
  const summary = h("summary", { ...naming(bound) });
  const show = (picked) => {
    const names = picked.map((each) => labels.get(idOf(each))).filter(Boolean);
    summary.replaceChildren(
      names.length
        ? fragment(names.map((name) => h("span", { class: "chip" }, plain(name))))
        : (element.placeholder?.text ?? "Choose…"),
    );
  };
  let changed = false;
  const list = optionList(bound, (picked) => {
    changed = true;
    show(picked);
  });
  show(state[key] ?? []);
  const onClosed = () => {
    if (box.open || !changed || !bound.dispatches) return;
    changed = false;
    store(bound, bound.surface.recall(bound.blockId, element.action_id)[key], summary);
  };
  const box = h(
    "details",
    { class: "multi", ontoggle: onClosed },
    summary,
    labels.size >= FILTER_FROM ? filter(list) : null,
    list,
  );
  return box;
}

function filter(list) {
  const narrow = (event) => {
    const wanted = event.target.value.toLowerCase();
    for (const row of list.children) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  };
  return h("input", {
    type: "search",
    class: "filter",
    placeholder: "Find…",
    "aria-label": "Find in the list",
    oninput: narrow,
  });
}
