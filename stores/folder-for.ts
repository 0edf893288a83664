/** A name for a folder or file, for any id: no two ids share one, whatever the file system makes of case and dots. */
export const folderFor = (id: string): string =>
  id.replaceAll(/[^a-z0-9-]/g, (letter) => `_${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
