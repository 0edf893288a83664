import { createHash } from 'node:crypto';

/** File systems take names of 255 bytes; this leaves room for what is hung on. */
const maxName = 200;

/** A name for a folder or file, for any id: no two ids share one, whatever the file system makes of case and dots. A long one ends in its digest. */
export function folderFor(id: string): string {
  const name = id.replaceAll(/[^a-z0-9-]/g, (letter) => `_${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (name.length <= maxName) return name;
  const digest = createHash('sha256').update(id).digest('hex');
  // "_" is otherwise followed by a hexadecimal digit: no short id is written like this.
  return `${name.slice(0, 100)}_x${digest}`;
}
