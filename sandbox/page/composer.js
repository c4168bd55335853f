// Where messages and slash commands are typed, in a channel or in a thread.

import { base64, post } from "./api.js";
import { openMenu } from "./dialogs.js";
import { h } from "./dom.js";
import { icon } from "./glyphs.js";
import { notice } from "./parts.js";
import { suggestions } from "./suggest.js";
import { slashCommand, wireText } from "./wire.js";
import { globalShortcuts, world } from "./world.js";

const drafts = new Map();

/** `where()` gives {channel, thread_ts?}. What was not sent yet is kept per place. */
export function makeComposer({ label, where }) {
  let attached = [];
  const box = h("textarea", {
    rows: "1",
    "aria-label": label,
    oninput: () => typed(),
    onkeydown: (event) => keys(event),
  });
  const offers = suggestions(box);
  const problem = h("p", { class: "composer-problem", role: "alert" });
  const chips = h("ul", { class: "attached", "aria-label": "Attached files" });
  const picker = h("input", { type: "file", multiple: true, hidden: true, onchange: () => attach(picker.files) });
  const node = h(
    "form",
    { class: "composer", onsubmit: (event) => (event.preventDefault(), send()) },
    offers.node,
    chips,
    box,
    h(
      "div",
      { class: "composer-tools" },
      h(
        "button",
        {
          class: "icon",
          type: "button",
          "aria-label": "Attach a file",
          title: "Attach a file",
          onclick: () => picker.click(),
        },
        icon("attach"),
      ),
      h(
        "button",
        {
          class: "icon",
          type: "button",
          "aria-label": "Shortcuts",
          title: "Shortcuts",
          "aria-haspopup": "menu",
          onclick: (event) => shortcuts(event.currentTarget),
        },
        icon("bolt"),
      ),
      h("span", { class: "composer-hint", "aria-hidden": "true" }, "Enter sends, Shift + Enter starts a new line"),
      h("button", { class: "button primary send", "aria-label": "Send" }, "Send"),
    ),
    picker,
    problem,
  );

  const draftKey = () => JSON.stringify([world.me, where()]);

  function typed() {
    drafts.set(draftKey(), box.value);
    problem.textContent = "";
  }

  function keys(event) {
    if (event.isComposing || offers.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  }

  async function attach(list) {
    const read = await Promise.all(
      [...list].map(async (file) => ({ name: file.name, content_base64: await base64(file) })),
    );
    attached = [...attached, ...read];
    picker.value = "";
    drawChips();
    box.focus();
  }

  function drawChips() {
    chips.replaceChildren(
      ...attached.map((file) =>
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
              onclick: () => {
                attached = attached.filter((each) => each !== file);
                drawChips();
              },
            },
            "×",
          ),
        ),
      ),
    );
  }

  async function send() {
    const text = box.value;
    if (text.trim() === "" && attached.length === 0) return;
    const files = attached;
    reset("");
    try {
      await deliver(text, files);
    } catch (refusal) {
      // Nothing typed is ever lost: it comes back, unless something new stands there already.
      if (box.value === "") reset(text, files);
      problem.textContent = refusal.message;
    }
  }

  async function deliver(text, files) {
    const place = where();
    const slash = slashCommand(text);
    if (slash && place.thread_ts) throw new Error(`${slash.command} is not supported in threads. Sorry!`);
    if (slash) {
      const body = {
        as: world.me,
        channel: place.channel,
        command: slash.command,
        text: wireText(slash.text, { named: true }),
      };
      return post("command", body);
    }
    return post("say", { as: world.me, ...place, text: wireText(text.trim()), ...(files.length ? { files } : {}) });
  }

  function reset(text, files = []) {
    box.value = text;
    attached = files;
    drawChips();
    typed();
  }

  function moved() {
    box.value = drafts.get(draftKey()) ?? "";
    attached = [];
    problem.textContent = "";
    drawChips();
  }

  return {
    node,
    moved,
    focus: () => box.focus(),
    fill: (text) => (reset(text), box.focus()),
    rename: (text) => (box.setAttribute("aria-label", text), (box.placeholder = text)),
  };
}

function shortcuts(anchor) {
  const items = globalShortcuts().map(({ name, callback_id: callbackId }) => ({
    label: name,
    run: () => notice(() => post("shortcut", { as: world.me, callback_id: callbackId })),
  }));
  openMenu(anchor, items.length ? items : [{ label: "The app has no shortcuts", run: () => {} }], "Shortcuts");
}
