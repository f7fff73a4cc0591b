// The graph view: begins with one entity and grows where the reader asks.

import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { type DrawnClass, neighbourhood, wording, type Words } from "./data";
import { Model } from "./model";

const AT_ONCE = 40;

class View {
  private readonly sigma: Sigma;
  private readonly status = document.createElement("p");
  private readonly menu = document.createElement("div");
  private chosen: string;

  constructor(
    private readonly model: Model,
    box: HTMLElement,
    private readonly say: (key: string, values?: Record<string, number>) => string,
    classes: DrawnClass[],
    language: number,
    first: string,
  ) {
    this.chosen = first;
    const canvas = document.createElement("div");
    canvas.className = "canvas";
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", say("keys"));
    this.status.setAttribute("role", "status");
    this.menu.className = "tools";
    box.append(this.menu, canvas, this.legend(classes, language), this.status);
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    this.sigma = new Sigma(model.graph, canvas, {
      renderEdgeLabels: true,
      labelFont: "system-ui, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
      labelColor: { color: dark ? "#e6edf3" : "#1b1f24" },
      edgeLabelColor: { color: dark ? "#9aa4af" : "#57606a" },
      edgeLabelSize: 11,
      labelRenderedSizeThreshold: 3,
      labelDensity: 1,
      zIndex: true,
      nodeReducer: (node, attributes) => (node === this.chosen ? { ...attributes, highlighted: true } : attributes),
    });
    this.sigma.on("clickNode", ({ node }) => this.choose(node));
    this.sigma.on("doubleClickNode", (event) => {
      event.preventSigmaDefault();
      void this.expand(event.node);
    });
    canvas.addEventListener("keydown", (event) => this.onKey(event));
    this.dragging();
  }

  /** Show more of an entity's neighbours. */
  async expand(local: string, most = this.model.graph.degree(local) + AT_ONCE): Promise<void> {
    const found = await neighbourhood(local, most);
    this.model.add(found);
    this.settle();
    this.choose(local);
  }

  private choose(local: string): void {
    this.chosen = local;
    this.sigma.refresh();
    const { graph, totals } = this.model;
    const total = totals.get(local);
    const shown = graph.degree(local);
    this.menu.replaceChildren(
      this.button(total === undefined ? this.say("expand", { shown, total: shown }).replace(/[（(].*/, "") : this.say("expand", { shown, total }), () => void this.expand(local), total !== undefined && shown >= total),
      this.button(this.say("open"), () => location.assign(`/page/${local}`)),
      this.button(this.say("hide"), () => this.change(() => this.model.hide(local))),
      this.button(this.say("pin"), () => this.change(() => this.model.togglePin(local))),
      this.button(this.say("undo"), () => this.change(() => this.model.undo())),
      this.button(this.say("fit"), () => void this.sigma.getCamera().animatedReset()),
      this.button(this.say("table"), () => this.download(new Blob([this.model.csv()], { type: "text/csv" }), "graph.csv")),
      this.button(this.say("picture"), () => this.picture()),
    );
    const label = graph.getNodeAttribute(local, "label") as string;
    const counted = this.say("nodes", { nodes: graph.order, edges: graph.size });
    const capped = total !== undefined && total > shown ? ` · ${this.say("capped", { shown, n: total })}` : "";
    this.status.textContent = `${label} · ${counted}${capped}`;
  }

  private change(change: () => void): void {
    change();
    const here = this.model.graph.hasNode(this.chosen) ? this.chosen : this.model.graph.nodes()[0];
    if (here) this.choose(here);
  }

  /** Lay out in well under a second; what is pinned stays. */
  private settle(): void {
    const { graph } = this.model;
    const iterations = Math.max(20, Math.min(300, Math.round(40_000 / Math.max(1, graph.order))));
    forceAtlas2.assign(graph, { iterations, settings: { ...forceAtlas2.inferSettings(graph), gravity: 1, adjustSizes: false } });
    this.sigma.refresh();
  }

  private onKey(event: KeyboardEvent): void {
    const camera = this.sigma.getCamera();
    const actions: Record<string, () => void> = {
      ArrowRight: () => this.step(1),
      ArrowDown: () => this.step(1),
      ArrowLeft: () => this.step(-1),
      ArrowUp: () => this.step(-1),
      Enter: () => void this.expand(this.chosen),
      Delete: () => this.change(() => this.model.hide(this.chosen)),
      "+": () => void camera.animatedZoom(),
      "-": () => void camera.animatedUnzoom(),
      z: () => this.change(() => this.model.undo()),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  private step(by: number): void {
    const shown = this.model.graph.filterNodes((_, attributes) => !attributes.hidden);
    const place = shown.indexOf(this.chosen);
    const next = shown[(place + by + shown.length) % shown.length];
    if (next) this.choose(next);
  }

  private dragging(): void {
    let dragged: string | null = null;
    this.sigma.on("downNode", ({ node }) => {
      dragged = node;
    });
    this.sigma.getMouseCaptor().on("mousemovebody", (event) => {
      if (!dragged) return;
      const at = this.sigma.viewportToGraph(event);
      this.model.graph.mergeNodeAttributes(dragged, { ...at, fixed: true });
      event.preventSigmaDefault();
      event.original.preventDefault();
    });
    this.sigma.getMouseCaptor().on("mouseup", () => {
      dragged = null;
    });
  }

  private legend(classes: DrawnClass[], language: number): HTMLElement {
    const list = document.createElement("fieldset");
    const title = document.createElement("legend");
    title.textContent = this.say("classes");
    list.append(title);
    classes.forEach((look, cls) => {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", () => this.change(() => this.model.showClass(cls, box.checked)));
      const mark = document.createElement("span");
      mark.className = "mark";
      mark.style.backgroundColor = look.color;
      label.append(box, mark, look.label[language] ?? "");
      list.append(label);
    });
    return list;
  }

  private button(text: string, act: () => void, disabled = false): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.disabled = disabled;
    button.addEventListener("click", act);
    return button;
  }

  private picture(): void {
    const layers = Object.values(this.sigma.getCanvases());
    const whole = document.createElement("canvas");
    whole.width = layers[0]?.width ?? 0;
    whole.height = layers[0]?.height ?? 0;
    const context = whole.getContext("2d")!;
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, whole.width, whole.height);
    this.sigma.refresh();
    layers.forEach((layer) => context.drawImage(layer, 0, 0));
    whole.toBlob((blob) => blob && this.download(blob, "graph.png"));
  }

  private download(blob: Blob, name: string): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

function start(box: HTMLElement): void {
  const { entity = "", classes = "[]", words = "{}" } = box.dataset;
  const language = box.dataset.language === "en" ? 1 : 0;
  const drawn = JSON.parse(classes) as DrawnClass[];
  const all = JSON.parse(words) as Words;
  const say = (key: string, values?: Record<string, number>) => wording(all, language, key, values);
  const model = new Model(drawn, language);
  void neighbourhood(entity, AT_ONCE).then((found) => {
    model.add(found);
    const view = new View(model, box, say, drawn, language, entity);
    void view.expand(entity, AT_ONCE);
  });
}

const box = document.getElementById("graph");
if (box) start(box);
