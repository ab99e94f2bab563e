import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Writes the list of files that the service worker keeps into it, and a name that changes with them.
 *
 * Only what the first page needs is listed: the rest is kept when it is first used, so that a citizen on a slow line
 * never downloads the administrator's pages.
 */
function shellList(): Plugin {
  return {
    name: 'shell-list',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === 'main');
      const worker = chunks.find((chunk) => chunk.name === 'service-worker');
      if (!entry || !worker) return;
      const styles = Object.keys(bundle).filter((name) => name.endsWith('.css') && name.startsWith('assets/main'));
      const files = ['/', ...[entry.fileName, ...entry.imports, ...styles].map((name) => `/${name}`)];
      worker.code = worker.code.replace('__SHELL_FILES__', files.join(' '));
    },
  };
}

const compress = promisify(brotliCompress);

/**
 * Puts a Brotli twin beside every text file, so that the server sends a third of the bytes without compressing anything
 * while a citizen waits.
 */
function brotliTwins(): Plugin {
  return {
    name: 'brotli-twins',
    apply: 'build',
    async writeBundle({ dir }) {
      if (!dir) return;
      const files = await readdir(dir, { recursive: true });
      const texts = files.filter((file) => /\.(js|css|svg|html|webmanifest)$/.test(file));
      await Promise.all(
        texts.map(async (file) => writeFile(join(dir, `${file}.br`), await compress(await readFile(join(dir, file))))),
      );
    },
  };
}

export default defineConfig({
  root: here('.'),
  plugins: [react(), shellList(), brotliTwins()],
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Inlined images would need data: in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { main: here('index.html'), 'service-worker': here('service-worker/service-worker.ts') },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    proxy: {
      '/graphql': { target: 'http://localhost:4000', ws: true },
      '/quan-tri/hang-doi': 'http://localhost:4000',
    },
  },
});
