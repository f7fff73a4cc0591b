// What the server says of neighbourhoods, and the words and classes that the page brings along.

export interface Point {
  local: string;
  label: string;
  cls: number;
}

export interface Beside {
  point: Point;
  zh: string;
  en: string;
  outgoing: boolean;
}

export interface Neighbourhood {
  centre: Point;
  beside: Beside[];
  total: number;
}

export interface DrawnClass {
  label: [string, string];
  color: string;
  size: number;
}

export type Words = Record<string, [string, string]>;

/** The neighbours of an entity, at most so many. */
export async function neighbourhood(local: string, most: number): Promise<Neighbourhood> {
  const answer = await fetch(`/beside/${local}?most=${most}`);
  if (!answer.ok) throw new Error(`${local}: ${answer.status}`);
  return (await answer.json()) as Neighbourhood;
}

/** A word of the page in its language, with its blanks filled in. */
export function wording(words: Words, language: number, key: string, values: Record<string, number> = {}): string {
  const text = words[key]?.[language] ?? key;
  return text.replace(/\{(\w+)\}/g, (blank, name: string) => String(values[name] ?? blank));
}
