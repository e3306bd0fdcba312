/** Late story: a latch that is lost while the socket is live, with a window that is too short: it fails. */

export const lateLines = [
  'plug in',
  'car in',
  'expect contacts closed within 5 s',
  'never fault welded',
  'after 2 s latch wire cut',
  'expect contactor open within 10 ms',
];
