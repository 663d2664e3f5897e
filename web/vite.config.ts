import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const server = process.env.WAYMARK_URL ?? 'http://localhost:8080'

export default defineConfig({
  base: '/app/',
  plugins: [vue()],
  // The pages are served under a policy that forbids inline code, so nothing is inlined.
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    fs: { allow: [fileURLToPath(new URL('..', import.meta.url))] },
    proxy: { '/api': server },
  },
  test: { include: ['tests/**/*.test.ts'] },
})
