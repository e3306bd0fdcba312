/**
 * Requirement: one thing that the charger promises, and by what it is kept and shown.
 */

export interface Requirement {
  /** R1… and L1…: the rules of the safety case. F01…: failures of the field. Others by their kind. */
  readonly id: string;
  readonly says: string;
  /** Files of the firmware that keep it. */
  readonly code: readonly string[];
  /** Scenarios that show it: files below test/scenarios without their ending; a `*` stands for any characters. */
  readonly scenarios: readonly string[];
  /** Groups of the search that attack it; a `*` stands for any characters. */
  readonly search?: readonly string[];
  /** Unit tests that show what no scenario can. */
  readonly tests?: readonly string[];
}

export function row(
  id: string,
  says: string,
  code: string,
  scenarios: string,
  more: Pick<Requirement, 'search' | 'tests'> = {},
): Requirement {
  const list = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
  return {
    id,
    says,
    code: list(code).map((name) => `firmware/${name}.ts`),
    scenarios: list(scenarios),
    ...more,
  };
}
