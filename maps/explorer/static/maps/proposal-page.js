/* On a proposal's page: "show on the map" beside a comment leads to its place on the small map. */

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-show-place]");
  const map = document.querySelector("plan-map");
  if (!link || !map?.map) return;
  event.preventDefault();
  const shape = document.getElementById(link.dataset.showPlace)?.dataset.shape;
  if (shape) map.pointOut(JSON.parse(shape));
});
