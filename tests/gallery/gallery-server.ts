import { createServer } from 'vite';
import { galleryConfig } from './vite.config.ts';

export interface Gallery {
  /** Address of one state, or of the list. */
  url(query?: Record<string, string>): string;
  close(): Promise<void>;
}

/** The gallery on a free port of this machine; `live` follows the sources. */
export async function serveGallery({ live = false }: { live?: boolean } = {}): Promise<Gallery> {
  const options = { host: '127.0.0.1', port: 0, ...(live ? {} : { hmr: false as const }) };
  const server = await createServer({ ...galleryConfig, logLevel: 'error', server: options });
  await server.listen();
  const address = server.httpServer?.address();
  if (address === null || address === undefined || typeof address === 'string') throw new Error('the gallery has no port');
  return {
    url: (query = {}) => `http://127.0.0.1:${address.port}/?${new URLSearchParams(query)}`,
    close: () => server.close(),
  };
}
