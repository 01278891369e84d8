/* Load what a page needs only sometimes: classic scripts and style sheets, each once. */

const loaded = new Map();

export function loadScript(src) {
  return once(src, () => Object.assign(document.createElement("script"), { src }));
}

export function loadStyles(href) {
  if (document.querySelector(`link[rel=stylesheet][href="${href}"]`)) return Promise.resolve();
  return once(href, () => Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}

function once(address, make) {
  if (!loaded.has(address)) loaded.set(address, arrived(make()).catch((error) => {
    loaded.delete(address);
    throw error;
  }));
  return loaded.get(address);
}

function arrived(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => {
      element.remove();
      reject(new Error("not loaded"));
    });
    document.head.append(element);
  });
}
