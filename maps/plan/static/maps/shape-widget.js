/* The back office's shape editor: Leaflet.draw in Chinese, and a point without a picture (hashed names break Leaflet's own). */

document.addEventListener("DOMContentLoaded", () => {
  const words = document.getElementById("draw-words");
  if (!words || !window.L || !L.drawLocal) return;
  for (const [path, sentence] of Object.entries(JSON.parse(words.textContent))) {
    const names = path.split(".");
    const last = names.pop();
    const group = names.reduce((part, name) => (part || {})[name], L.drawLocal);
    if (group) group[last] = sentence;
  }
  const point = L.divIcon({ className: "shape-point", iconSize: [18, 18] });
  L.Marker.mergeOptions({ icon: point });
  L.Draw.Marker.mergeOptions({ icon: point });
});
