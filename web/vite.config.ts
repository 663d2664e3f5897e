import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
// @ts-expect-error a build script without types
import { shell } from './build/shell.mjs'
// @ts-expect-error a build script without types
import { words } from './build/words.mjs'

const server = process.env.WAYMARK_URL ?? 'http://localhost:8080'
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  base: '/app/',
  plugins: [vue(), words(), shell()],
  build: {
    target: 'es2022',
    // The pages are served under a policy that forbids inline code, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here('./index.html'), fill: here('./fill.html'), sw: here('./src/worker/sw.ts') },
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  server: {
    fs: { allow: [here('..')] },
    proxy: { '/api': server, '/v1': server },
  },
  test: { include: ['tests/**/*.test.ts'] },
})
