/// <reference types="vitest/config" />
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [svelte()],
  // Safari 16.4 stands for the oldest WebKit we meet; nothing is inlined, so that the CSP needs no data: for scripts or fonts.
  build: { target: 'safari16.4', assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  // Without it mount() picks Svelte's server build under vitest.
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
  server: { port: 1420, strictPort: true },
  clearScreen: false,
  test: {
    // What needs no page gets none: a jsdom costs more than the tests in it.
    projects: [
      { extends: true, test: { name: 'lib', environment: 'node', include: ['src/lib/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'window', environment: 'jsdom', include: ['src/{app,features,ipc,kit}/**/*.test.ts'], setupFiles: ['src/test/setup.ts'] } },
    ],
  },
})
