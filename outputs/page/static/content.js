"use strict";

// What the page holds (content.py says what that is), and how its words become elements. Text from documents is only
// ever set as text, never as markup.

const content = JSON.parse(document.getElementById("content").textContent);
const { words, terms, legend, documents, nodes, edges } = content;

const CHINESE = 0, ENGLISH = 1;
let language = CHINESE;

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
const firstPlaces = edges.map(({ facts }) => facts.find((fact) => fact.places)?.places[0] ?? [documents.length, 0]);
function bySource({ edge: a }, { edge: b }) {
  const [[document, start], [otherDocument, otherStart]] = [firstPlaces[a], firstPlaces[b]];
  return document - otherDocument || start - otherStart;
}
for (const list of relations) list.sort(bySource);
const byDegree = nodes.map((_, id) => id).sort((a, b) => relations[b].length - relations[a].length || a - b);
