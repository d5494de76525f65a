/** The whole core in the browser, for `npm run dev`, tests and screenshots. No part of a build. */
import { copyText } from './clipboard'
import { FakeJobs } from './fake/jobs'
import { FakeLibrary, seeds, type FolderSeed } from './fake/library'
import { modelsFor, offersFor } from './fake/routes'
import type { ApiError, AppEvent, Commands, ErrorCode, Providers, RouteRef, Settings } from './generated'
import type { Drag, Host } from './host'

type Handlers = { [K in keyof Commands]: (args: Commands[K][0]) => Commands[K][1] | Promise<Commands[K][1]> }

export interface FakeHost extends Host {
  library: FakeLibrary
  jobs: FakeJobs
  send(event: AppEvent): void
  drag(drag: Drag): void
  /** Everything asked for, in order. */
  calls: { name: string; args: unknown }[]
}

const fail = (code: ErrorCode, message: string, hint = ''): ApiError => ({ code, message, hint, detail: '' })

/**
 * Switches of the address: `photos=URL` real pictures, `n=100000` that many in one folder, `first` the first run, `key` a fal key is set,
 * `theme=light`, `pace=MS` the jobs' clock.
 */
export function fakeHost(query: URLSearchParams): FakeHost {
  const first = query.has('first')
  const many = Number(query.get('n') ?? 0)
  const big: FolderSeed[] = [{ id: 'f1', parent: null, name: 'Everything', path: '/everything', photos: many }]
  const library = new FakeLibrary(first ? [] : many > 0 ? big : structuredClone(seeds), query.get('photos'), Date.UTC(2026, 10, 20, 9))
  const ears: ((event: AppEvent) => void)[] = []
  const drags: ((drag: Drag) => void)[] = []
  const send = (event: AppEvent): void => ears.forEach((ear) => ear(event))
  const jobs = new FakeJobs(library, send, Number(query.get('pace') ?? 400))
  const calls: FakeHost['calls'] = []
  let key: 'store' | 'environment' | null = query.has('key') ? 'store' : null
  let settings: Settings = {
    theme: (query.get('theme') as Settings['theme'] | null) ?? 'dark', rowHeight: 172, order: { key: 'date', descending: true }, deep: true, jobsPanel: false, jobsAtOnce: 4, stripPrivate: true,
    notifications: true, askAbove: 1, scale: 4, upscaleRoute: null, enhanceRoute: null, generateRoute: null,
  } // prettier-ignore

  const providers = (): Providers => ({
    providers: [
      { name: 'local', label: 'This computer', needsKey: false, keySource: null, kept: true, keyUrl: '', baseUrl: '', problem: null },
      { name: 'fal', label: 'fal.ai', needsKey: true, keySource: key, kept: true, keyUrl: 'https://fal.ai/dashboard/keys', baseUrl: 'https://queue.fal.run', problem: null },
    ],
  })
  const needKey = (route: RouteRef): void => {
    if (route.provider === 'fal' && key === null) throw fail('noKey', 'fal needs a key.', 'Add it in Settings.')
  }
  const ratioOf = (aspect: string): number => {
    const [w, h] = aspect.split(/[:x]/).map(Number)
    return w && h ? w / h : aspect === 'portrait' ? 0.75 : aspect === 'square' ? 1 : 1.333
  }
  const addFolder = (path: string, photos: number): { id: string } => {
    const known = library.folders.find((folder) => folder.path === path)
    if (known) return { id: known.id }
    const folder = { id: `f${library.folders.length + 1}`, parent: null, name: path.split('/').pop() ?? path, path, photos }
    library.folders.push(folder)
    library.fill(folder, photos)
    send({ type: 'foldersChanged' })
    send({ type: 'viewChanged' })
    return { id: folder.id }
  }

  const handlers: Handlers = {
    app_info: () => ({ version: '0.1.0', firstRun: first, openFolder: query.get('folder') }),
    folders: () => ({ folders: library.infos(), total: library.photos.length, madeHere: library.photos.filter((photo) => photo.madeBy !== null).length }),
    folder_add: ({ path }) => addFolder(path, 24),
    folder_remove: ({ id }) => {
      library.folders = library.folders.filter((folder) => folder.id !== id && folder.parent !== id)
      send({ type: 'foldersChanged' })
      return {}
    },
    folder_reveal: () => ({}),
    page_open: () => ({}),
    folder_rescan: () => ({}),
    samples_add: () => addFolder('/home/anna/Safelight samples', 24),
    view: (args) => library.view(args),
    photos: ({ ids }) => ({ photos: ids.flatMap((id) => library.find(id) ?? []) }),
    photo_family: ({ id }) => {
      const photo = library.find(id)
      const source = photo && (library.find(photo.source ?? id) ?? photo)
      if (!source) throw fail('notFound', 'This photo is gone.')
      return { source, siblings: library.photos.filter((other) => other.source === source.id) }
    },
    photos_wanted: () => ({}),
    photos_trash: ({ ids }) => {
      const token = `t${library.trashed.size + 1}`
      const gone = library.photos.filter((photo) => ids.includes(photo.id))
      library.trashed.set(token, gone)
      library.photos = library.photos.filter((photo) => !ids.includes(photo.id))
      send({ type: 'viewChanged' })
      send({ type: 'foldersChanged' })
      return { token, count: gone.length, failed: [] }
    },
    photos_restore: ({ token }) => {
      library.photos.push(...(library.trashed.get(token) ?? []))
      send({ type: 'viewChanged' })
      return {}
    },
    photo_reveal: () => ({}),
    photo_retry: () => ({}),
    routes: async ({ operation, photos }) => {
      await new Promise((done) => setTimeout(done, 60))
      const photo = library.find(photos[0] ?? 0)
      const scale = operation.kind === 'upscale' ? operation.scale : 1
      return { offers: offersFor(operation, key !== null, photos.length || 1), output: photo && photos.length === 1 ? [photo.width * scale, photo.height * scale] : null }
    },
    plan: ({ operation, photos, route }) => {
      const offers = offersFor(operation, key !== null, photos.length)
      const each = offersFor(operation, key !== null)
      const at = Math.max(0, offers.findIndex((offer) => (route ? offer.route.model === route.model : offer.isDefault)))
      const scale = operation.kind === 'upscale' ? operation.scale : 1
      const offer = offers[at]!
      const suffix = operation.kind === 'upscale' ? `upscaled_${scale}x` : 'enhanced'
      return {
        rows: photos.flatMap((id) => {
          const photo = library.find(id)
          return photo === undefined ? [] : [{ photo: id, name: photo.name, output: photo.name.replace(/(\.\w+)$/, `_${suffix}$1`), size: [photo.width * scale, photo.height * scale] as [number, number], price: each[at]!.price, skip: photo.error }]
        }),
        offer, total: offer.price, ask: (offer.price.amount ?? 0) > settings.askAbove,
      } // prettier-ignore
    },
    jobs_start: ({ operation, photos, route, acceptPrice }) => {
      const offers = offersFor(operation, key !== null, photos.length)
      const chosen = route ?? offers.find((offer) => offer.isDefault)!.route
      needKey(chosen)
      const price = offers.find((offer) => offer.route.model === chosen.model)?.price
      if (!acceptPrice && (price?.amount ?? 0) > settings.askAbove) throw fail('priceNotAccepted', `This costs ${price?.text}.`)
      return jobs.start(operation, photos, chosen, operation.kind === 'upscale' ? `Upscale ${operation.scale}x` : 'Enhance')
    },
    jobs: () => ({ jobs: jobs.all }),
    job_cancel: ({ id }) => (jobs.cancel((job) => job.id === id), {}),
    job_retry: ({ id }) => (jobs.retry(id), {}),
    job_send_again: ({ id }) => (jobs.retry(id), {}),
    job_save_again: ({ id }) => (jobs.retry(id), {}),
    job_undo: ({ id }) => (jobs.undo((job) => job.id === id), {}),
    batch_cancel: ({ batch }) => (jobs.cancel((job) => job.batch === batch), {}),
    batch_undo: ({ batch }) => (jobs.undo((job) => job.batch === batch), {}),
    jobs_clear: () => (jobs.clear(), {}),
    models: () => ({ models: modelsFor(key !== null) }),
    generate_quote: ({ count }) => ({ text: `~$${(0.006 * count).toFixed(3)}`, amount: 0.006 * count }),
    generate: ({ prompt, route, count, folder, aspect }) => {
      needKey(route)
      if (prompt.trim() === '') throw fail('badInput', 'Say what it should show.')
      return jobs.generate(prompt, route, count, folder, ratioOf(aspect))
    },
    settings: () => settings,
    settings_set: (next) => (settings = next),
    providers,
    key_set: ({ key: typed }) => {
      if (typed.trim() === '') throw fail('badInput', 'The key is empty.')
      key = 'store'
      return providers()
    },
    key_remove: () => ((key = null), providers()),
    key_test: ({ key: typed }) => (typed === 'wrong' ? { ok: false, message: 'fal does not know this key.' } : { ok: true, message: 'The key works.' }),
  }

  return {
    library,
    jobs,
    calls,
    send,
    drag: (drag) => drags.forEach((heard) => heard(drag)),
    invoke: async (name, args) => {
      calls.push({ name, args })
      const handler = handlers[name as keyof Commands] as ((args: unknown) => unknown) | undefined
      if (handler === undefined) throw fail('badInput', `There is no command ${name}.`)
      return structuredClone(await handler(args))
    },
    events: async (heard) => {
      ears.push(heard)
    },
    pickFolder: async () => '/home/anna/Pictures/2025 Alps',
    copyText,
    drags: async (heard) => {
      drags.push(heard)
    },
    picture: (path) => library.picture(path),
  }
}
