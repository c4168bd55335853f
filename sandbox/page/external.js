// Menus whose options the app supplies while somebody types, and the choice of files in a form.

import { base64, post } from "./api.js";
import { freshId, h } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { world } from "./world.js";

const USUAL_QUERY = 3;
const TYPING_MS = 250;

/** One text field with a list under it; what is chosen stands above as chips where several may be. */
export function externalSelect(bound, chosen, { many, naming, pick }) {
  const { element, surface, blockId } = bound;
  const shortest = element.min_query_length ?? USUAL_QUERY;
  const list = h("ul", { class: "suggestions offers", role: "listbox", id: freshId("offers"), hidden: true });
  const note = h("p", { class: "hint", role: "status" });
  const chips = h("ul", { class: "attached", "aria-label": "Chosen" });
  let options = [];
  let at = 0;
  let waiting = null;
  const box = h("input", {
    ...naming(bound),
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    placeholder: element.placeholder?.text ?? "Type to find…",
    oninput: () => later(),
    onfocus: () => shortest === 0 && !list.childElementCount && later(),
    onkeydown: (event) => keys(event),
    onblur: () => leave(),
  });

  function later() {
    clearTimeout(waiting);
    if (!many && box.value === "" && chosen.length) choose([]);
    waiting = setTimeout(ask, TYPING_MS);
  }

  async function ask() {
    const typed = box.value;
    if (typed.length < shortest) return offer([], typed ? `Type ${shortest} characters or more.` : "");
    try {
      const place = { container: surface.container, block_id: blockId, action_id: element.action_id };
      const answer = await post("suggest", { as: world.me, ...place, values: surface.values, value: typed });
      if (typed !== box.value) return;
      const groups = answer.option_groups ?? [{ options: answer.options ?? [] }];
      const matches = groups.flatMap((group) => group.options);
      offer(matches, matches.length ? "" : "No results.");
    } catch {
      offer([], "The options could not be loaded.");
    }
  }

  function offer(matches, sentence) {
    options = matches;
    at = 0;
    note.textContent = sentence;
    drawList();
  }

  function drawList() {
    list.hidden = options.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    list.replaceChildren(
      ...options.map((option, index) =>
        h(
          "li",
          {
            role: "option",
            id: `${list.id}-${index}`,
            "aria-selected": String(index === at),
            onpointerdown: (event) => (event.preventDefault(), take(option)),
          },
          plain(option.text.text),
        ),
      ),
    );
    if (options.length) box.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    else box.removeAttribute("aria-activedescendant");
  }

  function take(option) {
    const others = chosen.filter((each) => each.value !== option.value);
    const most = element.max_selected_items ?? 100;
    choose(many ? [...others, option].slice(0, most) : [option]);
    offer([], "");
  }

  function choose(picked) {
    chosen = picked;
    drawChosen();
    pick(many ? chosen : (chosen[0] ?? null), box);
  }

  function drawChosen() {
    if (!many) {
      if (chosen.length) box.value = chosen[0].text.text;
      return;
    }
    box.value = "";
    chips.replaceChildren(
      ...chosen.map((option) =>
        h(
          "li",
          { class: "chip" },
          plain(option.text.text),
          h(
            "button",
            {
              class: "icon",
              type: "button",
              "aria-label": `Remove ${option.text.text}`,
              onclick: () => (choose(chosen.filter((each) => each !== option)), box.focus()),
            },
            "×",
          ),
        ),
      ),
    );
  }

  function keys(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (list.hidden) return;
    if (step) at = (at + step + options.length) % options.length;
    else if (event.key === "Enter") take(options[at]);
    else if (event.key === "Escape") options = [];
    else return;
    event.preventDefault();
    event.stopPropagation();
    drawList();
  }

  /** What was typed and not chosen is no answer. */
  function leave() {
    clearTimeout(waiting);
    offer([], "");
    box.value = many ? "" : (chosen[0]?.text.text ?? "");
  }

  drawChosen();
  return h("div", { class: "external" }, many ? chips : null, box, list, note);
}

const MOST_FILES = 10;

/** Files go up as they are chosen; the form is sent with their ids. */
export function fileInput(bound, files, { naming, pick }) {
  const { element } = bound;
  const most = element.max_files ?? MOST_FILES;
  const chips = h("ul", { class: "attached", "aria-label": "Chosen files" });
  const problem = h("p", { class: "field-error", role: "alert" });
  const control = h("input", {
    ...naming(bound),
    type: "file",
    multiple: most > 1,
    accept: element.filetypes?.map((kind) => `.${kind}`).join(",") ?? null,
    onchange: () => send(),
  });

  async function send() {
    const chosen = [...control.files];
    control.value = "";
    if (files.length + chosen.length > most)
      return (problem.textContent = most === 1 ? "Only one file fits here." : `Only ${most} files fit here.`);
    problem.textContent = "";
    try {
      for (const file of chosen) {
        const body = { as: world.me, name: file.name, content_base64: await base64(file) };
        files = [...files, await post("upload", body)];
      }
    } catch (refusal) {
      problem.textContent = refusal.message;
    }
    return show();
  }

  function show() {
    draw();
    pick(files, control);
  }

  function draw() {
    chips.replaceChildren(
      ...files.map((file) =>
        h(
          "li",
          { class: "chip" },
          file.name,
          h(
            "button",
            {
              class: "icon",
              type: "button",
              "aria-label": `Remove ${file.name}`,
              onclick: () => ((files = files.filter((each) => each !== file)), show(), control.focus()),
            },
            "×",
          ),
        ),
      ),
    );
  }

  draw();
  return h("div", { class: "files" }, chips, control, problem);
}
