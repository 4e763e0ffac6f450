import { bytesOfBase64 } from '../platform/base64.ts';

/** What a page of a browser can do with files. */

export async function measurePicture(file: Blob): Promise<{ width: number; height: number } | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return null;
  }
}

/** From the address that holds its bytes. */
export async function saveFile(name: string, dataUrl: string): Promise<void> {
  const [head = '', base64 = ''] = dataUrl.split(',');
  saveBlob(name, new Blob([bytesOfBase64(base64)], { type: head.replace(/^data:|;base64$/g, '') }));
}

/** As a download of the browser's own. An address that holds millions of bytes is no address to go to: the file is given one for a moment. */
export function saveBlob(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser takes the file in its own time.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
