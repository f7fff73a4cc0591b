// The graph on the screen: what is shown, what was hidden, and the way back.

import Graph from "graphology";
import type { Beside, DrawnClass, Neighbourhood, Point } from "./data";

/** A step that can be taken back: what it added. */
interface Step {
  nodes: string[];
  edges: string[];
}

export class Model {
  readonly graph = new Graph({ multi: true, type: "directed" });
  /** Entity → how many neighbours it has, known once it was expanded. */
  readonly totals = new Map<string, number>();
  private readonly steps: Step[] = [];

  constructor(
    private readonly classes: DrawnClass[],
    private readonly language: number,
  ) {}

  /** Put a neighbourhood on the screen, around where its centre stands. */
  add(found: Neighbourhood): void {
    const step: Step = { nodes: [], edges: [] };
    this.put(found.centre, { x: 0, y: 0 }, step);
    const { x, y } = this.graph.getNodeAttributes(found.centre.local) as { x: number; y: number };
    found.beside.forEach((each, place) => {
      const angle = (2 * Math.PI * place) / found.beside.length;
      this.put(each.point, { x: x + Math.cos(angle), y: y + Math.sin(angle) }, step);
      this.join(found.centre, each, step);
    });
    this.totals.set(found.centre.local, found.total);
    if (step.nodes.length + step.edges.length > 0) this.steps.push(step);
  }

  /** Take the last step back; false where there is none but the first. */
  undo(): boolean {
    if (this.steps.length < 2) return false;
    const step = this.steps.pop()!;
    step.edges.filter((edge) => this.graph.hasEdge(edge)).forEach((edge) => this.graph.dropEdge(edge));
    step.nodes.filter((node) => this.graph.hasNode(node)).forEach((node) => this.graph.dropNode(node));
    return true;
  }

  hide(local: string): void {
    if (this.graph.hasNode(local)) this.graph.setNodeAttribute(local, "hidden", true);
  }

  togglePin(local: string): void {
    this.graph.updateNodeAttribute(local, "fixed", (fixed) => !fixed);
  }

  showClass(cls: number, shown: boolean): void {
    this.graph.forEachNode((node, attributes) => {
      if (attributes.cls === cls) this.graph.setNodeAttribute(node, "hidden", !shown);
    });
  }

  /** The relations on the screen, one a line: from, relation, to. No cell begins as a formula does. */
  csv(): string {
    const rows = this.graph.mapEdges((_, attributes, source, target) => [
      this.graph.getNodeAttribute(source, "label") as string,
      attributes.label as string,
      this.graph.getNodeAttribute(target, "label") as string,
    ]);
    const cell = (text: string) => `"${(/^[=+\-@\t＝＋－＠]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
    return "\ufeff" + [["from", "relation", "to"], ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
  }

  private put(point: Point, at: { x: number; y: number }, step: Step): void {
    if (this.graph.hasNode(point.local)) {
      this.graph.setNodeAttribute(point.local, "hidden", false);
      return;
    }
    const look = this.classes[point.cls]!;
    const size = Math.max(4, look.size / 1.6);
    this.graph.addNode(point.local, { ...at, size, color: look.color, label: point.label, cls: point.cls });
    step.nodes.push(point.local);
  }

  private join(centre: Point, each: Beside, step: Step): void {
    const [source, target] = each.outgoing ? [centre.local, each.point.local] : [each.point.local, centre.local];
    const label = this.language === 0 ? each.zh : each.en;
    const key = `${source} ${label} ${target}`;
    if (this.graph.hasEdge(key)) return;
    this.graph.addDirectedEdgeWithKey(key, source, target, { label, size: 1, color: "#9aa4af" });
    step.edges.push(key);
  }
}
