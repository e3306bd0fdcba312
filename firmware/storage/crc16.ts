/**
 * Checksum: of everything that is stored.
 */

/**
 * CRC-16/CCITT-FALSE over the character codes. No record has a character above 255: its upper half
 * is mixed in as well, so that it never passes for the byte in its lower half.
 */
export function crc16(text: string): number {
  let crc = 0xffff;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Eight bits at once: the polynomial has so few terms that they fold into three shifts.
    crc ^= code >> 8;
    let x = (crc >> 8) ^ (code & 0xff);
    x = (x ^ (x >> 4)) & 0xff;
    crc = ((crc << 8) ^ (x << 12) ^ (x << 5) ^ x) & 0xffff;
  }
  return crc;
}
