// The app's Home tab.

import { drawBlocks } from "./blocks.js";
import { focusMark, h, restoreFocus } from "./dom.js";
import { makeSurface } from "./surface.js";
import { displayName } from "./world.js";

let surface = null;
let drawn = null;

export function drawHome(root, view, botId) {
  const version = view ? `${view.id}/${view.hash}` : `none/${botId}`;
  if (version === drawn && root.childElementCount > 0) return;
  drawn = version;
  const mark = focusMark(root);
  root.replaceChildren(
    view
      ? content(view)
      : h("p", { class: "empty" }, `${displayName(botId)} has not published a Home tab for you yet.`),
  );
  restoreFocus(root, mark);
}

function content(view) {
  if (surface?.container.view_id !== view.id) surface = makeSurface({ type: "view", view_id: view.id });
  return h("div", { class: "home-blocks", dataset: { viewId: view.id } }, drawBlocks(view.blocks, surface));
}

/** Somebody else's Home is never shown, not even until the next answer. */
export function forgetHome(root) {
  surface = null;
  drawn = null;
  root.replaceChildren();
}
