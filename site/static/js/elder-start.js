/* Runs before the page is drawn: the size and colours that were chosen stand from the first moment. Not a module, which would come too late. */
(() => {
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    const kept = JSON.parse(localStorage.getItem("elder"));
    if (["100", "125", "150", "175", "200"].includes(kept.size)) root.dataset.elder = kept.size;
    if (root.dataset.elder && kept.contrast === true) root.dataset.contrast = "";
  } catch {
    /* Storage is forbidden or holds something else: the page as it is for everyone. */
  }
})();
