// The stack of modals of the person I am: only the top one is shown, as in Slack.

import { coalesced, get, post } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { focusMark, h, restoreFocus } from "./dom.js";
import { check } from "./check.js";
import { textObject } from "./mrkdwn.js";
import { makeSurface } from "./surface.js";
import { world } from "./world.js";

const surfaces = new Map();
let stack = [];
let drawn = null;
let opener = null;

const dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title", oncancel: (event) => escape(event) });
document.body.append(dialog);

export const refreshModal = coalesced(async () => {
  const as = world.me;
  const answer = await get("views", { as });
  if (as === world.me) show(answer.stack);
});

function show(views) {
  stack = views;
  const alive = new Set(stack.map((view) => view.id));
  for (const id of surfaces.keys()) if (!alive.has(id)) surfaces.delete(id);
  const top = stack.at(-1);
  if (!top) return hide();
  const version = `${world.me}/${stack.length}/${top.id}/${top.hash}`;
  if (version !== drawn) draw(top, drawn?.includes(`/${top.id}/`) ?? false);
  drawn = version;
  return undefined;
}

function hide() {
  drawn = null;
  if (!dialog.open) return;
  dialog.close();
  opener?.focus();
}

function draw(view, isUpdate) {
  const mark = isUpdate ? focusMark(dialog) : null;
  const scrolled = isUpdate ? dialog.querySelector(".modal-body").scrollTop : 0;
  if (!surfaces.has(view.id)) surfaces.set(view.id, makeSurface({ type: "view", view_id: view.id }));
  const surface = surfaces.get(view.id);
  dialog.replaceChildren(form(view, surface));
  if (!dialog.open) {
    opener = document.activeElement;
    dialog.showModal();
  }
  dialog.querySelector(".modal-body").scrollTop = scrolled;
  if (!restoreFocus(dialog, mark)) focusFirst();
}

function focusFirst() {
  const first =
    dialog.querySelector(".modal-body :is(input, textarea, select, summary)") ?? dialog.querySelector("#modal-title");
  first.focus();
}

function form(view, surface) {
  const send = view.submit
    ? h(
        "button",
        { class: "button primary", type: "submit", disabled: view.submit_disabled === true },
        textObject(view.submit),
      )
    : null;
  const submitting = (event) => {
    event.preventDefault();
    submit(view, surface, event.currentTarget);
  };
  return h(
    // Slack checks the fields itself and says so under them; the browser's own bubbles would get in the way.
    "form",
    { novalidate: true, onsubmit: submitting, dataset: { viewId: view.id, callbackId: view.callback_id } },
    head(view),
    h("div", { class: "modal-body" }, h("p", { class: "form-error", role: "alert" }), drawBlocks(view.blocks, surface)),
    h(
      "footer",
      { class: "modal-foot" },
      h(
        "button",
        { class: "button", type: "button", onclick: () => close(view) },
        view.close ? textObject(view.close) : "Cancel",
      ),
      send,
    ),
  );
}

function head(view) {
  const back =
    stack.length > 1
      ? h("button", { class: "icon", type: "button", "aria-label": "Back", onclick: () => close(view) }, "‹")
      : null;
  return h(
    "header",
    { class: "modal-head" },
    back,
    h("h2", { id: "modal-title", tabindex: "-1" }, textObject(view.title)),
    h("button", { class: "icon", type: "button", "aria-label": "Close", onclick: () => closeAll() }, "×"),
  );
}

/** Esc takes one view off the stack. The dialog itself closes when the sandbox says the stack is empty. */
function escape(event) {
  event.preventDefault();
  close(stack.at(-1));
}

function close(view) {
  return attempt(() => post("close", { as: world.me, view_id: view.id }));
}

/** The × leaves everything: from the top down, so that each view below is still there to be closed. */
function closeAll() {
  return attempt(async () => {
    for (const view of stack.toReversed()) await post("close", { as: world.me, view_id: view.id });
  });
}

async function submit(view, surface, formNode) {
  const problems = check(view.blocks, surface);
  showProblems(formNode, problems);
  if (Object.keys(problems).length) return;
  const button = formNode.querySelector("[type=submit]");
  if (!button || button.disabled) return;
  button.disabled = true;
  formNode.setAttribute("aria-busy", "true");
  const answer = await attempt(() => post("submit", { as: world.me, view_id: view.id, values: surface.values }));
  button.disabled = false;
  formNode.removeAttribute("aria-busy");
  if (answer?.errors) showProblems(formNode, answer.errors);
}

async function attempt(work) {
  try {
    const answer = await work();
    await refreshModal();
    return answer;
  } catch (refusal) {
    dialog.querySelector(".form-error").textContent = refusal.message;
    return null;
  }
}

function showProblems(formNode, problems) {
  formNode.querySelector(".form-error").textContent = "";
  for (const block of formNode.querySelectorAll(".block-input")) {
    const text = problems[block.dataset.blockId] ?? "";
    block.querySelector(".field-error").textContent = text;
    for (const control of block.querySelectorAll("input, textarea, select, summary")) {
      if (text) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
  formNode.querySelector("[aria-invalid]")?.focus();
}
