"use strict";

// What a reader can do: click, search, choose classes and language, follow an address.

const MOST_HITS = 50;

// The picture

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
  const half = text.normalize("NFKC").toLowerCase();
  return half.replace(/[〔【﹝[{]/g, "(").replace(/[〕】﹞\]}]/g, ")").replace(/\s/g, "");
}
const names = nodes.map((node) => [node.label, ...(node.also || [])].map(plain));

function search(text) {
  const wanted = plain(text);
  if (!wanted) return [];
  const rank = (id) => {
    const [label] = names[id];
    return label === wanted ? 0 : label.startsWith(wanted) ? 1 : label.includes(wanted) ? 2 : 3;
  };
  const matching = byDegree.filter((id) => names[id].some((name) => name.includes(wanted)));
  return matching.map((id) => [rank(id), id]).sort((a, b) => a[0] - b[0]).map(([, id]) => id);
}

const query = document.getElementById("query");
const found = document.getElementById("found");
const hits = document.getElementById("hits");

function hitRow(id) {
  const wanted = plain(query.value);
  const isWanted = (name) => plain(name).includes(wanted);
  const also = isWanted(nodes[id].label) ? "" : nodes[id].also.find(isWanted);
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

const legendButtons = legend.map((_, kind) => {
  const button = element("button", { type: "button" });
  button.addEventListener("click", () => setVisible(kind, !visible[kind]));
  return button;
});
document.getElementById("legend").append(...legendButtons.filter((_, kind) => legend[kind].total));

function showLegend() {
  for (const [kind, { term: name, shown, total }] of legend.entries()) {
    const count = shown === total ? number(total) : `${number(shown)} / ${number(total)}`;
    legendButtons[kind].ariaPressed = String(visible[kind]);
    legendButtons[kind].replaceChildren(
      symbol(kind), " ", term(name), " ", element("span", { className: "count" }, count));
  }
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

document.getElementById("fit").addEventListener("click", () => fit({ animation }));
document.getElementById("language").addEventListener("click", () => {
  language = language === CHINESE ? ENGLISH : CHINESE;
  showWords();
});

function openAddress(address) {
  const id = nodes.findIndex(({ iri }) => address === "#" + encodeURIComponent(iri) || address === "#" + iri);
  if (id >= 0) goTo(id);
}

const address = location.hash;
showWords();
fit({ animation: false });
openAddress(address);
window.addEventListener("hashchange", () => openAddress(location.hash));
