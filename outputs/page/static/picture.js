"use strict";

// The picture, drawn by vis-network where layout.py has placed everything.

const READABLE = 9, USUAL_FONT = 13, LARGEST_FONT = 18; // pixels on the screen
const INK = "#1b1f24", FAINT = "#c4c9cf";

const visible = legend.map((entry) => entry.on);
const isVisible = (id) => visible[nodes[id].kind];

const nodeData = new vis.DataSet(
  content.network.nodes.map((node) => ({ ...node, title: nodes[node.id].label })),
);
const edgeData = new vis.DataSet(content.network.edges);
const fonts = new Map(content.network.nodes.map(({ id, font }) => [id, font]));
const nodeView = new vis.DataView(nodeData, { filter: (node) => isVisible(node.id) });
const edgeView = new vis.DataView(edgeData, { filter: (edge) => isVisible(edge.from) && isVisible(edge.to) });

const network = new vis.Network(
  document.getElementById("graph"),
  { nodes: nodeView, edges: edgeView },
  content.network.options,
);
const isCalm = nodes.length > 1000 || matchMedia("(prefers-reduced-motion: reduce)").matches;
const animation = isCalm ? false : { duration: 300 };

function fit(options) {
  network.fit({ maxZoomLevel: 1.2, ...options });
  if (!options.animation) fitLabels();
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

// Everything but these nodes and edges steps back; with null, everything is as it was.
let near = null;
function light(nearNodes, nearEdges) {
  if (!nearNodes && !near) return;
  near = nearNodes;
  nodeData.update(nodes.map((_, id) => ({ id, opacity: !near || near.has(id) ? 1 : 0.15, font: fontOf(id) })));
  const { color } = content.network.options.edges;
  const faint = { ...color, opacity: 0.12 };
  edgeData.update(edges.map((_, id) => ({ id, color: !nearEdges || nearEdges.has(id) ? color : faint })));
}

// The node whose label is at a place of the picture: vis-network itself only knows the marks.
function labelAt({ x, y }) {
  const scale = network.getScale();
  const isIn = ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom;
  const isReadable = (id) => fontOf(id).size * scale >= READABLE;
  return nodeView.getIds().find((id) => isReadable(id) && isIn(network.getBoundingBox(id)));
}

function inShort(fact) {
  const parts = [term(fact.term), fact.name, textOf(fact.value ?? "")];
  return shorten(parts.filter(Boolean).join(" "), 60);
}

// A line says its relation where the picture is large, and more under the pointer.
function labelEdges() {
  edgeData.update(edges.map(({ facts }, id) => ({
    id,
    label: [...new Set(facts.map((fact) => term(fact.term)))].join("、"),
    title: facts.map(inShort).join("\n"),
  })));
}
