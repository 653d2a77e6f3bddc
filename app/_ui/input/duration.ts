/** Seconds as a figure with a unit a person would choose, and back. */
export const durationUnits = ["second", "minute", "hour", "day", "week"] as const;
export type DurationUnit = (typeof durationUnits)[number];

const seconds: Record<DurationUnit, number> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

export const joinDuration = (amount: number, unit: DurationUnit): number => amount * seconds[unit];

/** The largest of the units that gives a whole figure; 0 is zero of the middle unit, minutes. */
export function splitDuration(
  total: number,
  units: readonly DurationUnit[] = durationUnits,
): { amount: number; unit: DurationUnit } {
  const smallest = units[0] ?? "second";
  if (total === 0) return { amount: 0, unit: units.includes("minute") ? "minute" : smallest };
  for (const unit of [...units].sort((a, b) => seconds[b] - seconds[a])) {
    if (total % seconds[unit] === 0) return { amount: total / seconds[unit], unit };
  }
  return { amount: total / seconds[smallest], unit: smallest };
}
