// A surface is one message or one view: what has been filled in on it, and how it acts.

import { post } from "./api.js";
import { confirmed } from "./dialogs.js";
import { world } from "./world.js";

/** `container` is Slack's: {type:"message",channel,ts} or {type:"view",view_id}. */
export function makeSurface(container) {
  const values = {};
  return {
    container,
    values,
    recall: (blockId, actionId) => values[blockId]?.[actionId],
    remember(blockId, actionId, state) {
      (values[blockId] ??= {})[actionId] = state;
    },
    forget: (known) => forget(values, known),
    act: (blockId, element, chosen, control) => act({ container, values }, blockId, element, chosen, control),
  };
}

/** Slack keeps what was typed across an update only where block_id and action_id both stay. */
function forget(values, known) {
  for (const [blockId, actions] of Object.entries(values)) {
    for (const actionId of Object.keys(actions)) {
      if (!known.has(`${blockId}/${actionId}`)) delete actions[actionId];
    }
    if (Object.keys(actions).length === 0) delete values[blockId];
  }
}

async function act({ container, values }, blockId, element, chosen, control) {
  if (element.confirm && !(await confirmed(element.confirm))) return;
  const action = { type: element.type, action_id: element.action_id, block_id: blockId, ...chosen };
  control.setAttribute("aria-busy", "true");
  try {
    await post("act", { as: world.me, container, values, ...action });
    complain(control, "");
  } catch (refusal) {
    complain(control, refusal.message);
  } finally {
    control.removeAttribute("aria-busy");
  }
}

/** Slack marks a button that failed; here the reason stands beside it. */
function complain(control, text) {
  const next = control.nextElementSibling;
  const old = next?.classList.contains("act-problem") ? next : null;
  if (!text) return old?.remove();
  const note = old ?? document.createElement("span");
  note.className = "act-problem";
  note.setAttribute("role", "alert");
  note.textContent = text;
  control.after(note);
  return undefined;
}
