"use strict";

// The panel: facts, where they stand in the sources, and where they lead.

const MOST_NEIGHBOURS = 25, MOST_PLACES = 5, LONG = 100;

let shown = null; // { node } or { edge }: what the panel is about

const panel = document.getElementById("panel");

function longText(text, className) {
  if ([...text].length <= LONG) return isolated(text, className);
  return element("details", {},
    element("summary", {}, isolated(shorten(text, 60))),
    element("div", { className: "text" }, isolated(text)));
}

function placeOf([document, start, end, exact, before = "", after = "", page = 0], value) {
  const isRepeated = exact === value && [...exact].length > LONG;
  const quote = isRepeated ? null : [...exact].length > LONG
    ? element("blockquote", {}, longText(exact, ""))
    : element("blockquote", {}, before, element("mark", {}, exact), after);
  const where = page ? ` · ${word("page", { n: page })} · ${start}–${end}` : ` · ${start}–${end}`;
  const caption = element("figcaption", {}, isolated(documents[document]), where);
  return element("figure", {}, quote, caption);
}

function factOf(fact) {
  const value = fact.value === undefined ? "" : textOf(fact.value);
  const notes = (fact.notes || []).map(([about, note]) => `${term(about)} ${textOf(note)}`).join(" · ");
  return element("dd", {},
    fact.name ? isolated(fact.name, "name") : null,
    value ? longText(value, "text") : fact.name || fact.places ? null : "—",
    notes ? element("div", { className: "notes" }, isolated(notes)) : null,
    ...(fact.places || []).map((place) => placeOf(place, fact.value)),
    fact.left_out ? element("p", { className: "notes" }, word("more_places", { n: fact.left_out })) : null);
}

function factList(facts) {
  const list = element("dl");
  let last = null;
  for (const fact of facts) {
    if (fact.term !== last) list.append(element("dt", {}, term(fact.term)));
    last = fact.term;
    list.append(factOf(fact));
  }
  return list;
}

function nodeButton(id, detail = "") {
  const button = element("button", { type: "button" },
    symbol(nodes[id].kind), " ", isolated(nodes[id].label),
    detail ? element("span", { className: "also" }, " ", isolated(detail)) : null);
  button.addEventListener("click", () => goTo(id));
  return button;
}

function neighbourRow({ edge, other }) {
  const values = edges[edge].facts.filter((fact) => fact.value !== undefined).map((fact) => textOf(fact.value));
  const row = element("li", {}, nodeButton(other, shorten(values.join("；"), 40)));
  if (edges[edge].facts.some((fact) => fact.places)) {
    const properties = { type: "button", className: "more", title: word("relation") };
    const more = element("button", properties, word("source"));
    more.addEventListener("click", () => showEdge(edge));
    row.append(more);
  }
  return row;
}

function rows(items, toRow, most) {
  const list = element("ul", { className: "rows" }, ...items.slice(0, most).map(toRow));
  if (items.length <= most) return [list];
  const text = word("show_all", { n: number(items.length) });
  const all = element("button", { type: "button", className: "all" }, text);
  all.addEventListener("click", () => {
    list.append(...items.slice(most).map(toRow));
    all.remove();
  });
  return [list, all];
}

function neighbours(id) {
  const groups = new Map();
  for (const relation of relations[id]) {
    const { facts } = edges[relation.edge];
    const labels = [...new Set(facts.map((fact) => term(fact.term)))].join("、");
    const heading = word(relation.incoming ? "incoming" : "outgoing", { relation: labels });
    groups.set(heading, [...(groups.get(heading) || []), relation]);
  }
  return [...groups].flatMap(([heading, items]) => [
    element("h3", {}, heading, " ", element("span", { className: "count" }, number(items.length))),
    ...rows(items, neighbourRow, MOST_NEIGHBOURS),
  ]);
}

// A node without a place of its own is seen in the sources where its relations are.
function seenIn(id) {
  if ((nodes[id].facts || []).some((fact) => fact.places)) return [];
  const places = relations[id].flatMap(({ edge }) => edges[edge].facts.flatMap((fact) => fact.places || []));
  if (!places.length) return [];
  return [element("h3", {}, word("source")), ...places.slice(0, MOST_PLACES).map((place) => placeOf(place))];
}

function show(what, ...parts) {
  shown = what;
  panel.replaceChildren(...parts);
  panel.scrollTop = 0;
}

function showWelcome() {
  light(null);
  network.unselectAll();
  history.replaceState(null, "", location.pathname + location.search);
  if (!nodes.length) return show(null, element("p", {}, word("empty")));
  const tops = legend.flatMap((entry, kind) => {
    const top = byDegree.filter((id) => nodes[id].kind === kind).slice(0, 5);
    if (!entry.on || !top.length) return [];
    return [element("h3", {}, term(entry.term)), ...rows(top, (id) => element("li", {}, nodeButton(id)), 5)];
  });
  show(null, element("p", {}, word("welcome")), element("h2", {}, word("most_connected")), ...tops);
}

function showNode(id) {
  const node = nodes[id];
  const near = relations[id];
  light(new Set([id, ...near.map(({ other }) => other)]), new Set(near.map(({ edge }) => edge)));
  network.selectNodes(isVisible(id) ? [id] : []);
  history.replaceState(null, "", "#" + encodeURIComponent(node.iri));
  show({ node: id },
    element("p", { className: "kind" }, symbol(node.kind), " ", term(legend[node.kind].term)),
    element("h2", {}, isolated(node.label)),
    factList(node.facts || []),
    ...seenIn(id),
    ...neighbours(id),
    element("p", { className: "iri" }, word("identifier"), " ", isolated(node.iri)));
}

function showEdge(id) {
  const edge = edges[id];
  light(new Set([edge.source, edge.target]), new Set([id]));
  network.setSelection({ nodes: [], edges: isVisible(edge.source) && isVisible(edge.target) ? [id] : [] });
  show({ edge: id },
    element("p", { className: "kind" }, word("relation")),
    element("div", { className: "ends" }, nodeButton(edge.source), nodeButton(edge.target)),
    factList(edge.facts));
}

function showAgain() {
  if (shown === null) showWelcome();
  else if ("node" in shown) showNode(shown.node);
  else showEdge(shown.edge);
}

// From anywhere to a node: its class becomes visible, the picture moves to it.
function goTo(id) {
  if (!isVisible(id)) setVisible(nodes[id].kind, true);
  showNode(id);
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation });
  if (!animation) fitLabels();
  panel.focus({ preventScroll: true });
}
