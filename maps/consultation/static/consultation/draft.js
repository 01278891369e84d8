/* What somebody typed and has not sent yet, kept in this browser. Without storage (private mode) nothing is kept. */

const PREFIX = "caoyang:";

export function readDraft(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
}

export function keepDraft(name, draft) {
  try {
    if (draft.text.trim() || draft.shape || draft.place) localStorage.setItem(PREFIX + name, JSON.stringify(draft));
    else localStorage.removeItem(PREFIX + name);
  } catch {
    /* Full or forbidden: the text is still in the box. */
  }
}

export function forgetDraft(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    /* Nothing was kept. */
  }
}

/* A random UUID, also where crypto.randomUUID is missing: it needs HTTPS. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
