/** The one file that knows Tauri. */
import { Channel, invoke } from '@tauri-apps/api/core'
import { getCurrentWebview } from '@tauri-apps/api/webview'
import { open } from '@tauri-apps/plugin-dialog'
import { copyText } from './clipboard'
import type { AppEvent } from './generated'
import type { Drag, Host } from './host'

/** Windows serves custom schemes as http://SCHEME.localhost. */
const media = navigator.userAgent.includes('Windows') ? 'http://media.localhost/' : 'media://localhost/'

/** The shell may answer JSON text or the value itself. */
function value(reply: unknown): unknown {
  return typeof reply === 'string' ? JSON.parse(reply) : reply
}

export const tauriHost: Host = {
  invoke: async (name, args) => value(await invoke('rpc', { name, args })),

  events: async (heard) => {
    const channel = new Channel<unknown>()
    channel.onmessage = (message) => heard(value(message) as AppEvent)
    await invoke('subscribe', { channel })
  },

  pickFolder: () => open({ directory: true, multiple: false, title: 'Add a folder' }),

  copyText,

  drags: async (heard) => {
    await getCurrentWebview().onDragDropEvent(({ payload }) => {
      const drag: Drag | null =
        payload.type === 'enter'
          ? { kind: 'over' }
          : payload.type === 'leave'
            ? { kind: 'leave' }
            : payload.type === 'drop'
              ? { kind: 'drop', paths: payload.paths }
              : null
      if (drag) heard(drag)
    })
  },

  picture: (path) => media + path,
}
