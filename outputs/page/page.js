"use strict";

// Reads the content of the page (content.py says what it holds), draws it with vis-network, and shows facts beside it.
// Text from documents is only ever set as text, never as markup.

const content = JSON.parse(document.getElementById("content").textContent);
const { words, terms, legend, documents, nodes, edges } = content;

const CHINESE = 0, ENGLISH = 1;
const MOST_HITS = 50, MOST_NEIGHBOURS = 25, LONG = 100;
const READABLE = 9, USUAL_FONT = 13, LARGEST_FONT = 18; // pixels on the screen
const INK = "#1b1f24", FAINT = "#c4c9cf";

let language = CHINESE;
let shown = null; // { node } or { edge }: what the panel is about

// Words

function word(key, values = {}) {
  return words[key][language].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
const term = (number) => terms[number][language];
const textOf = (value) => (typeof value === "number" ? term(value) : value);
const number = (count) => count.toLocaleString("en-US");

function shorten(text, length) {
  const characters = [...text];
  return characters.length > length ? characters.slice(0, length).join("") + "…" : text;
}

// Elements

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}
const isolated = (text, className = "") => element("bdi", { className }, text);

function symbol(kind) {
  const made = element("span", { className: "symbol", ariaHidden: "true" }, legend[kind].mark);
  made.style.color = legend[kind].color;
  return made;
}

// Relations of each node: { edge, other, incoming }

const relations = nodes.map(() => []);
edges.forEach((edge, id) => {
  relations[edge.source].push({ edge: id, other: edge.target, incoming: false });
  relations[edge.target].push({ edge: id, other: edge.source, incoming: true });
});
// Neighbours follow each other as their relations do in the sources.
const firstPlace = (edge) => edges[edge].facts.find((fact) => fact.places)?.places[0] ?? [documents.length, 0];
for (const list of relations) {
  list.sort((a, b) => firstPlace(a.edge)[0] - firstPlace(b.edge)[0] || firstPlace(a.edge)[1] - firstPlace(b.edge)[1]);
}
const byDegree = nodes.map((_, id) => id).sort((a, b) => relations[b].length - relations[a].length || a - b);

// The picture

const visible = legend.map((entry) => entry.on);
const isVisible = (id) => visible[nodes[id].kind];

const nodeData = new vis.DataSet(content.network.nodes.map((node) => ({ ...node, title: nodes[node.id].label })));
const edgeData = new vis.DataSet(content.network.edges);
const fonts = new Map(content.network.nodes.map(({ id, font }) => [id, font]));
const nodeView = new vis.DataView(nodeData, { filter: (node) => isVisible(node.id) });
const edgeView = new vis.DataView(edgeData, { filter: (edge) => isVisible(edge.from) && isVisible(edge.to) });

const network = new vis.Network(
  document.getElementById("graph"),
  { nodes: nodeView, edges: edgeView },
  content.network.options,
);
const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;

function fit() {
  network.fit({ maxZoomLevel: 1.2, animation: isCalm ? false : { duration: 300 } });
}

function refresh() {
  nodeView.refresh();
  edgeView.refresh();
}

function setVisible(kind, on) {
  visible[kind] = on;
  refresh();
  showLegend();
}

// Labels do not grow without end when one comes nearer.
function fontOf(id) {
  const font = fonts.get(id);
  const largest = Math.max(USUAL_FONT, LARGEST_FONT / network.getScale());
  return { ...font, size: Math.min(font.size, largest), color: !near || near.has(id) ? INK : FAINT };
}

const withLargeLabels = content.network.nodes.filter(({ font }) => font.size > USUAL_FONT).map(({ id }) => id);
let isWaiting = false;
function fitLabels() {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    nodeData.update(withLargeLabels.map((id) => ({ id, font: fontOf(id) })));
  });
}
network.on("zoom", fitLabels);
network.on("animationFinished", fitLabels);

// Everything but `nearest` steps back; with null, everything is as it was.
let near = null;
function light(nearest) {
  if (!nearest && !near) return;
  near = nearest;
  nodeData.update(nodes.map((_, id) => ({ id, opacity: !near || near.has(id) ? 1 : 0.15, font: fontOf(id) })));
}

// The node whose label is at a place of the picture: vis-network itself only knows the marks.
function labelAt({ x, y }) {
  const scale = network.getScale();
  const isIn = ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom;
  return nodeView.getIds().find((id) => fontOf(id).size * scale >= READABLE && isIn(network.getBoundingBox(id)));
}

// A line says its relation where the picture is large, and more under the pointer.
function labelEdges() {
  edgeData.update(edges.map(({ facts }, id) => ({
    id,
    label: [...new Set(facts.map((fact) => term(fact.term)))].join("、"),
    title: facts.map((fact) => shorten([term(fact.term), fact.name, textOf(fact.value ?? "")].filter(Boolean).join(" "), 60)).join("\n"),
  })));
}

// The panel: facts and where they stand

const panel = document.getElementById("panel");

function longText(text, className) {
  if ([...text].length <= LONG) return isolated(text, className);
  return element("details", {},
    element("summary", {}, isolated(shorten(text, 60))),
    element("div", { className: "text" }, isolated(text)));
}

function placeOf([document, start, end, exact, before = "", after = ""], value) {
  const isRepeated = exact === value && [...exact].length > LONG;
  const quote = isRepeated ? null : [...exact].length > LONG
    ? element("blockquote", {}, longText(exact, ""))
    : element("blockquote", {}, before, element("mark", {}, exact), after);
  const caption = element("figcaption", {}, isolated(documents[document]), ` · ${start}–${end}`);
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
    const more = element("button", { type: "button", className: "more", title: word("relation") }, word("source"));
    more.addEventListener("click", () => showEdge(edge));
    row.append(more);
  }
  return row;
}

function rows(items, toRow, most) {
  const list = element("ul", { className: "rows" }, ...items.slice(0, most).map(toRow));
  if (items.length <= most) return [list];
  const all = element("button", { type: "button", className: "all" }, word("show_all", { n: number(items.length) }));
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
  light(new Set([id, ...relations[id].map(({ other }) => other)]));
  network.selectNodes([id]);
  history.replaceState(null, "", "#" + encodeURIComponent(node.iri));
  show({ node: id },
    element("p", { className: "kind" }, symbol(node.kind), " ", term(legend[node.kind].term)),
    element("h2", {}, isolated(node.label)),
    factList(node.facts || []),
    ...neighbours(id),
    element("p", { className: "iri" }, word("identifier"), " ", isolated(node.iri)));
}

function showEdge(id) {
  const edge = edges[id];
  light(new Set([edge.source, edge.target]));
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
  const scale = Math.max(network.getScale(), 0.9);
  network.focus(id, { scale, animation: isCalm ? false : { duration: 400 } });
  panel.focus({ preventScroll: true });
}

network.on("click", ({ nodes: [marked], edges: [edge], pointer }) => {
  const node = marked ?? labelAt(pointer.canvas);
  if (node !== undefined) showNode(node);
  else if (edge !== undefined) showEdge(edge);
  else showWelcome();
});
network.on("dragEnd", ({ nodes: dragged }) => {
  const places = network.getPositions(dragged);
  nodeData.update(dragged.map((id) => ({ id, ...places[id] })));
});

// Search: by any part of any name; brackets, width and letter case do not matter

function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[〔【﹝[{]/g, "(").replace(/[〕】﹞\]}]/g, ")").replace(/\s/g, "");
}
const names = nodes.map((node) => [node.label, ...(node.also || [])].map(plain));

function search(text) {
  const wanted = plain(text);
  if (!wanted) return [];
  const rank = (id) => {
    const [label] = names[id];
    return label === wanted ? 0 : label.startsWith(wanted) ? 1 : label.includes(wanted) ? 2 : 3;
  };
  const found = byDegree.filter((id) => names[id].some((name) => name.includes(wanted)));
  return found.map((id) => [rank(id), id]).sort((a, b) => a[0] - b[0]).map(([, id]) => id);
}

const query = document.getElementById("query");
const found = document.getElementById("found");
const hits = document.getElementById("hits");

function hitRow(id) {
  const wanted = plain(query.value);
  const also = plain(nodes[id].label).includes(wanted) ? "" : nodes[id].also.find((name) => plain(name).includes(wanted));
  const row = element("li", {}, nodeButton(id, also));
  row.firstChild.addEventListener("click", () => { found.hidden = true; });
  return row;
}

function showHits() {
  const ids = search(query.value);
  found.hidden = !query.value.trim();
  hits.className = "rows";
  hits.replaceChildren(...ids.slice(0, MOST_HITS).map(hitRow));
  const key = !ids.length ? "no_hits" : ids.length > MOST_HITS ? "some_hits" : "hits";
  const n = number(Math.min(ids.length, MOST_HITS));
  document.getElementById("hit-count").textContent = word(key, { n, all: number(ids.length) });
}

query.addEventListener("input", showHits);
query.addEventListener("focus", showHits);
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing) hits.querySelector("button")?.click();
});
document.getElementById("finder").addEventListener("keydown", (event) => {
  const stops = [query, ...hits.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    stops[Math.min(Math.max(stops.indexOf(document.activeElement) + step, 0), stops.length - 1)].focus();
    event.preventDefault();
  } else if (event.key === "Escape") {
    query.focus();
    found.hidden = true;
  }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#finder")) found.hidden = true;
});

// Legend and language

function showLegend() {
  document.getElementById("legend").replaceChildren(...legend.flatMap((entry, kind) => {
    if (!entry.total) return [];
    const count = entry.shown === entry.total ? number(entry.total) : `${number(entry.shown)} / ${number(entry.total)}`;
    const button = element("button", { type: "button", ariaPressed: String(visible[kind]) },
      symbol(kind), " ", term(entry.term), " ", element("span", { className: "count" }, count));
    button.addEventListener("click", () => {
      setVisible(kind, !visible[kind]);
      document.getElementById("legend").children[[...legend.keys()].filter((k) => legend[k].total).indexOf(kind)].focus();
    });
    return [button];
  }));
}

function showCounts() {
  const all = legend.reduce((sum, entry) => sum + entry.total, 0);
  const counts = { n: number(nodes.length), edges: number(edges.length), all: number(all) };
  document.getElementById("counts").textContent = word(all > nodes.length ? "capped" : "nodes", counts);
}

function showWords() {
  document.documentElement.lang = language === CHINESE ? "zh-CN" : "en";
  for (const target of document.querySelectorAll("[data-word]")) {
    const text = word(target.dataset.word);
    if (target.tagName === "BUTTON") target.textContent = text;
    else target.ariaLabel = text;
    if (target === query) target.placeholder = text;
  }
  showCounts();
  showLegend();
  labelEdges();
  showAgain();
}

document.getElementById("fit").addEventListener("click", fit);
document.getElementById("language").addEventListener("click", () => {
  language = language === CHINESE ? ENGLISH : CHINESE;
  showWords();
});

function openAddress() {
  const iri = decodeURIComponent(location.hash.slice(1));
  const id = nodes.findIndex((node) => node.iri === iri);
  if (id >= 0) goTo(id);
}

const opened = location.hash;
showWords();
network.fit({ maxZoomLevel: 1.2 });
fitLabels();
if (opened) {
  location.hash = opened;
  openAddress();
}
window.addEventListener("hashchange", openAddress);
