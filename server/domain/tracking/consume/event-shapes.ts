import type { TrackedEvent } from "./tracked-event";

/** What one property of an event was in one batch; property "" stands for the event itself. */
export interface ShapeCount {
  sourceId: number;
  type: string;
  name: string;
  property: string;
  events: number;
  /** JSON types, counted. */
  kinds: Record<string, number>;
  example: string | null;
  firstAt: Date;
  lastAt: Date;
}
export interface ShapeCounts {
  shapes: ShapeCount[];
  /** Properties not even counted, by source: a batch with so many different names is a flood. */
  overflow: Map<number, number>;
}

/** Different names looked at in one batch, per source. What is remembered for good is bounded by the database. */
const maxPerBatch = 3_000;
const maxName = 100;
const maxExample = 80;

const kindOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;

/** Enough to recognise the property by; nothing that names a person. */
function exampleOf(event: TrackedEvent, value: unknown): string | null {
  if (event.type === "identify" || event.type === "group") return null;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string" || value === "") return null;
  const looksPersonal = value.includes("@") || (value.match(/\d/g)?.length ?? 0) >= 9;
  return looksPersonal ? null : value.slice(0, maxExample).toWellFormed();
}

/** Which events with which properties a batch held. One row a name, however many events. */
export function countShapes(events: readonly TrackedEvent[]): ShapeCounts {
  const shapes = new Map<string, ShapeCount>();
  const perSource = new Map<number, number>();
  const overflow = new Map<number, number>();
  for (const event of events) {
    const { log, type } = event;
    const name = type === "track" ? event.name.slice(0, maxName) : "";
    const fields = type === "identify" || type === "group" ? event.traits : event.properties;
    // Written out rather than as tuples and spreads: this runs for every property of every event.
    note("", undefined);
    for (const property in fields) note(property, fields[property]);

    function note(property: string, value: unknown): void {
      const key = `${log.sourceId}\n${type}\n${name}\n${property}`;
      let shape = shapes.get(key);
      if (!shape) {
        const count = perSource.get(log.sourceId) ?? 0;
        if (count >= maxPerBatch || property.length > maxName) {
          overflow.set(log.sourceId, (overflow.get(log.sourceId) ?? 0) + 1);
          return;
        }
        perSource.set(log.sourceId, count + 1);
        shape = {
          sourceId: log.sourceId,
          type,
          name,
          property,
          events: 0,
          kinds: {},
          example: null,
          firstAt: log.receivedAt,
          lastAt: log.receivedAt,
        };
        shapes.set(key, shape);
      }
      shape.events++;
      if (log.receivedAt > shape.lastAt) shape.lastAt = log.receivedAt;
      if (property === "") return;
      const kind = kindOf(value);
      shape.kinds[kind] = (shape.kinds[kind] ?? 0) + 1;
      shape.example ??= exampleOf(event, value);
    }
  }
  return { shapes: [...shapes.values()], overflow };
}
