import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'
import svelteConfig from './svelte.config.js'

const tauri = {
  group: ['@tauri-apps/*'],
  message: 'Only ipc/host.tauri.ts knows Tauri.',
}
const bits = { group: ['bits-ui'], message: 'Features use kit/, which wraps bits-ui.' }
const features = {
  group: ['**/features/*/**', '../*/*.svelte', '../gallery/*', '../viewer/*', '../jobs/*', '../generate/*', '../batch/*', '../folders/*', '../settings/*'],
  message: 'Features do not import features: app/ joins them.',
}
const app = { group: ['**/app/*'], message: 'app/ joins the features; they do not know it.' }
const only = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })

export default defineConfig(
  { ignores: ['dist/', 'src/ipc/generated.ts'] },
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig },
    },
  },
  {
    rules: {
      'no-undef': 'off', // TypeScript's own check knows the DOM's types
      'no-console': 'error',
      // Sets and maps here are replaced, never changed: a proxy per photo costs memory and time (architecture §6).
      'svelte/prefer-svelte-reactivity': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  { files: ['**/*.svelte'], rules: { 'svelte/valid-compile': 'error', 'svelte/button-has-type': 'error' } },
  { files: ['src/**'], rules: only(tauri, bits) },
  { files: ['src/kit/**'], rules: only(tauri, app) },
  { files: ['src/lib/**'], rules: only(tauri, bits, app) },
  { files: ['src/features/**'], rules: only(tauri, bits, features, app) },
  { files: ['src/ipc/host.tauri.ts'], rules: only(bits, app) },
  { files: ['*.config.js', '*.config.ts'], languageOptions: { globals: { ...globals.node } } },
)
