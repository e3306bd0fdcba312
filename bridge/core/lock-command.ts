/**
 * Lock command: what the lock was told last, apart from where its pin is: a lock that was told to let go and is still
 * locked is what a hotline looks for.
 */

export type LockCommand = 'none' | 'lock' | 'unlock';

/** A solenoid has no drive in the trace: its phase tells. */
const commands: Readonly<Record<string, LockCommand>> = {
  'lock-drive extend': 'lock',
  'lock-drive retract': 'unlock',
  'phase locking': 'lock',
  'phase releasing': 'unlock',
};

/**
 * @param line of the trace
 * @returns null for a line that commands nothing
 */
export function commandIn(line: string): LockCommand | null {
  const told = line.replace(/^~ \d+ /, '');
  return Object.hasOwn(commands, told) ? (commands[told] as LockCommand) : null;
}
