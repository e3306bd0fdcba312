/**
 * Set up before every test in virtual time: it steps aside for the tests that live by the clock on the
 * wall, which run beside it and wait most of their time.
 */

import { setPriority } from 'node:os';

/** A tenth of the share of a process that has not stepped aside. */
const NICE = 10;

setPriority(NICE);
