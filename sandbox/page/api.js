// Talks to the sandbox: JSON over HTTP, and one WebSocket that says what has changed.

const ROOT = "/page/api";

/** A refusal of the sandbox, with a sentence that can be shown. */
export class Refused extends Error {}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `The sandbox answered ${response.status}.`);
  // The sandbox did its part, but the app did not answer it.
  if (body.trouble) throw new Refused(body.trouble);
  return body;
}

async function send(path, init) {
  let response;
  try {
    response = await fetch(`${ROOT}/${path}`, init);
  } catch {
    throw new Refused("The sandbox cannot be reached. Is it still running?");
  }
  return answer(response);
}

export function get(path, query = {}) {
  const known = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const search = new URLSearchParams(known).toString();
  return send(search ? `${path}?${search}` : path, {});
}

export function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return send(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** A file's bytes as base64. */
export function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

const FIRST_WAIT = 300;
const LONGEST_WAIT = 5000;

/**
 * Follow everything `as` can see. `onOpen` is called on every (re)connection, because
 * whatever changed while the line was down was never announced.
 * Returns a function that hangs up.
 */
export function follow(as, { onOpen, onChange, onLost }) {
  let wait = FIRST_WAIT;
  let socket = null;
  let stopped = false;

  function connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}${ROOT}/live?as=${encodeURIComponent(as)}`);
    socket.addEventListener("open", () => {
      wait = FIRST_WAIT;
      onOpen();
    });
    socket.addEventListener("message", (event) => onChange(JSON.parse(event.data)));
    socket.addEventListener("close", retry);
  }

  function retry() {
    if (stopped) return;
    onLost();
    setTimeout(() => !stopped && connect(), wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  connect();
  return () => {
    stopped = true;
    socket.close();
  };
}

/** Runs `work` now; calls during a run make it run once more, never two at a time. */
export function coalesced(work) {
  let running = null;
  let again = false;
  return function run() {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await work();
      } while (again);
    })().finally(() => {
      running = null;
    });
    return running;
  };
}
