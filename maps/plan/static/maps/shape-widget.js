/*
 * The back office's shape editor: Leaflet.draw in Chinese, upon the plan's outline, streets and other proposals, in the
 * colour of its kind; and a point without a picture (hashed names break Leaflet's own).
 */

(() => {
  const FRAME = { animate: false, maxZoom: 17, paddingTopLeft: [64, 16], paddingBottomRight: [16, 40] };
  const read = (id) => JSON.parse(document.getElementById(id)?.textContent || "null");

  document.addEventListener("DOMContentLoaded", () => {
    const words = read("draw-words");
    if (!words || !window.L || !L.drawLocal) return;
    for (const [path, sentence] of Object.entries(words)) {
      const names = path.split(".");
      const last = names.pop();
      const group = names.reduce((part, name) => (part || {})[name], L.drawLocal);
      if (group) group[last] = sentence;
    }
    const point = L.divIcon({ className: "shape-point", iconSize: [18, 18] });
    L.Marker.mergeOptions({ icon: point });
    L.Draw.Marker.mergeOptions({ icon: point });
  });

  window.addEventListener("map:init", ({ detail: { map } }) => {
    const editor = read("shape-editor");
    if (editor) map.on("map:loadfield", ({ field }) => dress(map, field.drawnItems, editor));
  });

  function dress(map, drawn, editor) {
    const box = map.getContainer();
    box.classList.add("shape-editor");
    nameZoom(box, editor);
    const note = document.createElement("p");
    note.className = "shape-note";
    note.append(Object.assign(document.createElement("strong"), { textContent: editor.note }));
    box.append(note);
    const kind = document.getElementById("id_kind");
    const follow = () => { box.dataset.kind = kind ? kind.value : "outline"; };
    kind?.addEventListener("change", follow);
    follow();
    const ground = L.featureGroup().addTo(map);
    const frame = keepInView(map, drawn, ground);
    const lay = async () => {
      await layGround(map, ground, editor, Boolean(kind));
      frame();
    };
    // A proposal lies upon the plan that its form names.
    document.getElementById("id_plan")?.addEventListener("change", lay);
    lay();
  }

  function nameZoom(box, editor) {
    for (const way of ["in", "out"]) {
      const button = box.querySelector(`.leaflet-control-zoom-${way}`);
      if (!button) continue;
      button.title = editor[`zoom_${way}`];
      button.setAttribute("aria-label", button.title);
    }
  }

  /* Until somebody has moved the map: what is drawn, else the whole plan, clear of the buttons. */
  function keepInView(map, drawn, ground) {
    const box = map.getContainer();
    let held = false;
    for (const hold of ["pointerdown", "wheel", "keydown"]) box.addEventListener(hold, () => { held = true; }, { passive: true });
    const frame = () => {
      map.invalidateSize({ animate: false });
      const bounds = (drawn.getLayers().length ? drawn : ground).getBounds();
      if (!held && bounds.isValid() && box.offsetWidth) map.fitBounds(bounds, FRAME);
    };
    new ResizeObserver(frame).observe(box);
    return frame;
  }

  /* Pale, and nothing of it can be pressed. The shape that is being drawn is left out, as it stands there already. */
  async function layGround(map, group, editor, isProposal) {
    const plan = document.getElementById("id_plan")?.value || editor.plan;
    group.plan = plan;
    const answer = plan ? await fetch(editor.ground.replace("{plan}", plan)) : null;
    const { owners, features } = answer?.ok ? await answer.json() : { owners: [], features: [] };
    if (group.plan !== plan) return; // another was chosen while this one was on its way
    if (!map.getPane("shape-ground")) {
      map.createPane("shape-ground");
      map.groundRenderer = L.svg({ pane: "shape-ground", padding: 0.6 });
    }
    const shared = { interactive: false, pane: "shape-ground", renderer: map.groundRenderer };
    const note = map.getContainer().querySelector(".shape-note");
    note.replaceChildren(note.firstChild, ...owners.flatMap((owner) => [document.createElement("br"), owner]));
    group.clearLayers();
    L.geoJSON(features, {
      ...shared,
      filter: ({ properties: { look, pk } }) => (isProposal ? look !== "proposal" || pk !== editor.own : look !== "outline"),
      style: ({ properties }) => ({ className: `ground ${properties.look} ${properties.class || ""} ${properties.kind || ""}` }),
      pointToLayer: (_feature, at) => L.circleMarker(at, { ...shared, radius: 6 }),
    }).addTo(group);
  }
})();
