/**
 * Page texts: times and voltages as the page writes them.
 */

export function volts(value: number): string {
  return `${Number(value.toFixed(value < 100 ? 1 : 0))} V`;
}

/** Seconds as on a clock: `1:02.345`. */
export function clockText(us: number): string {
  const ms = Math.floor(us / 1000);
  const hours = Math.floor(ms / 3600000);
  const minutes = Math.floor(ms / 60000) % 60;
  const seconds = ((ms % 60000) / 1000).toFixed(3).padStart(6, '0');
  return `${hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}` : minutes}:${seconds}`;
}

/** A duration: `240 ms`, `3.2 s`, `4 min`. */
export function ageText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60000) return `${ms % 1000 === 0 ? ms / 1000 : (ms / 1000).toFixed(1)} s`;
  return ms < 7200000 ? `${Math.floor(ms / 60000)} min` : `${Math.floor(ms / 3600000)} h`;
}
