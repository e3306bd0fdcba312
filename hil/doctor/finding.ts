/**
 * Finding: the result of one check, and the collection of all results so far.
 */

import type { ChargerMemory } from '../line/charger-memory.ts';
import { type Cause, causes } from './causes.ts';

export type Verdict = 'pass' | 'fail' | 'skipped';

export interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  /** The measured value, or why the check was skipped. */
  readonly found: string;
  /** The expected value; empty where there is nothing to add. */
  readonly expected: string;
  /** What is wrong; null unless failed. */
  readonly cause: Cause | null;
}

export function passed(check: string, found: string, expected = ''): Finding {
  return { check, verdict: 'pass', found, expected, cause: null };
}

export function failed(check: string, cause: Cause, found: string, expected = ''): Finding {
  return { check, verdict: 'fail', found, expected, cause };
}

export function skipped(check: string, why: string): Finding {
  return { check, verdict: 'skipped', found: why, expected: '', cause: null };
}

/** A window for a reading, both ends included. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly unit: string;
}

export function writeWindow(window: Window): string {
  return `${window.from} to ${window.to} ${window.unit}`;
}

/**
 * A reading against its window.
 *
 * @param below what is wrong when it reads too low
 * @param above what is wrong when it reads too high
 */
export function inWindow(
  check: string,
  value: number | null,
  window: Window,
  below: Cause,
  above: Cause,
): Finding {
  if (value === null) return skipped(check, 'not fitted on this board');
  const found = `${value} ${window.unit}`;
  if (value < window.from) return failed(check, below, found, writeWindow(window));
  if (value > window.to) return failed(check, above, found, writeWindow(window));
  return passed(check, found, writeWindow(window));
}

/** Collects findings; each is reported immediately. */
export class Chart {
  readonly findings: Finding[] = [];
  /** What the charger remembered before the examination; null where it does not say. */
  memory: ChargerMemory | null = null;

  constructor(private readonly tell: (finding: Finding) => void) {}

  add(...findings: readonly Finding[]): void {
    for (const finding of findings) {
      this.findings.push(finding);
      this.tell(finding);
    }
  }

  get failures(): readonly Finding[] {
    return this.findings.filter((finding) => finding.verdict === 'fail');
  }

  /** Whether none of the given causes was found. */
  isClearOf(...these: readonly Cause[]): boolean {
    return !this.failures.some(({ cause }) => cause !== null && these.includes(cause));
  }

  /** What is wrong, once each, in the order in which it was found. */
  get causes(): readonly Cause[] {
    const found = this.failures.map((finding) => finding.cause as Cause);
    return [...new Set(found)].filter((cause) => cause in causes);
  }
}
