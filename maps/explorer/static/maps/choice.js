/* What is chosen, as the one way to write it in an address; no page in here. */

/*
 * The query of a form's fields: an absent kind means all of them, "none" that every kind is off. `all`: how many
 * kinds there are.
 */
export function queryOf(fields, all) {
  const query = new URLSearchParams();
  const theme = fields.get("theme");
  const kinds = fields.getAll("kind").filter((kind) => kind !== "none");
  if (theme) query.set("theme", theme);
  if (!kinds.length && fields.has("kind")) query.append("kind", "none");
  else if (kinds.length < all) kinds.forEach((kind) => query.append("kind", kind));
  if (fields.get("open")) query.set("open", "1");
  return withMark(query);
}

/* The filters in an address, without what is selected. */
export function filtersOf(search) {
  const query = new URLSearchParams(search);
  query.delete("at");
  return withMark(query);
}

/* The same address with another selection, or none. */
export function withSelected(search, slug) {
  const query = new URLSearchParams(search);
  if (slug) query.set("at", slug);
  else query.delete("at");
  return withMark(query);
}

export function selectedOf(search) {
  return new URLSearchParams(search).get("at") || "";
}

function withMark(query) {
  const text = query.toString();
  return text ? `?${text}` : "";
}
