import { mount } from 'svelte'
import App from './App.svelte'
import './design/index.css'
import type { Host } from './ipc/host'

/** The shell's window, or in `npm run dev` the fake; the fake is no part of a build. */
async function host(): Promise<Host> {
  if (import.meta.env.DEV && !('__TAURI_INTERNALS__' in window)) {
    const { fakeHost } = await import('./ipc/host.fake')
    const fake = fakeHost(new URLSearchParams(location.search))
    // For screenshots and for playing in the console.
    Object.assign(window, { __fake: fake })
    return fake
  }
  const { tauriHost } = await import('./ipc/host.tauri')
  return tauriHost
}

const target = document.getElementById('app')
if (target === null) throw new Error('index.html has no #app')
mount(App, { target, props: { host: await host() } })
