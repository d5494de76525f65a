/** One recycled tile. Plain DOM: a framework's component costs half a frame more when a hundred of them change at once. */
import { icons, type IconName } from '../../kit/icons'
import { colour } from '../../lib/format'

/** What a tile shows. */
export interface Look {
  index: number
  x: number
  y: number
  width: number
  height: number
  column: number
  url: string
  /** 0xRRGGBB under the picture while it loads. */
  colour: number
  label: string
  selected: boolean
  focused: boolean
  /** What made it: `4x`, `Enhanced`. */
  mark: string
  fresh: boolean
  /** Pictures in its stack; 0 or 1 shows nothing. */
  stack: number
  work: Work | null
  /** Why it cannot be shown. */
  broken: { format: string; reason: string } | null
}

/** A job on its way with this photo. */
export interface Work {
  word: string
  /** 0..1; `null` when it cannot be said. */
  progress: number | null
  note: string
}

const svgSpace = 'http://www.w3.org/2000/svg'

/** An icon of the kit without a component. */
export function drawIcon(name: IconName, size: number): SVGSVGElement {
  const svg = document.createElementNS(svgSpace, 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('width', String(size))
  svg.setAttribute('height', String(size))
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', 'cell-icon')
  for (const d of icons[name]) {
    const path = document.createElementNS(svgSpace, 'path')
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}

function part(className: string, ...inside: (Node | string)[]): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.append(...inside)
  return element
}

const empty: Omit<Look, 'index'> = {
  x: NaN, y: NaN, width: 0, height: 0, column: 0, url: '', colour: -1, label: '', selected: false, focused: false, mark: '', fresh: false, stack: 0,
  work: null, broken: null,
} // prettier-ignore

export class Cell {
  readonly element = document.createElement('div')
  /** The photo's place; −1 while unused. */
  index = -1
  private readonly img = document.createElement('img')
  private was: Omit<Look, 'index'> = empty
  private parts = new Map<string, HTMLElement>()

  /** `failed` hears of a picture that did not come. */
  constructor(failed: (cell: Cell) => void) {
    const { element, img } = this
    element.className = 'cell'
    element.setAttribute('role', 'gridcell')
    element.setAttribute('aria-selected', 'false')
    element.tabIndex = -1
    img.alt = ''
    img.decoding = 'async'
    img.draggable = false
    img.addEventListener('load', () => element.classList.add('drawn'))
    img.addEventListener('error', () => failed(this))
    element.append(img)
  }

  hide(): void {
    if (this.index < 0) return
    this.index = -1
    this.element.hidden = true
  }

  /** Asks for the same picture once more. */
  again(): void {
    const { url } = this.was
    this.img.removeAttribute('src')
    if (url !== '' && this.index >= 0) this.img.src = url
  }

  show(now: Look): void {
    const { element, was } = this
    if (this.index < 0) element.hidden = false
    this.index = now.index
    if (was.x !== now.x || was.y !== now.y) element.style.transform = `translate(${now.x}px, ${now.y}px)`
    if (was.width !== now.width || was.height !== now.height) {
      element.style.width = `${now.width}px`
      element.style.height = `${now.height}px`
    }
    if (was.column !== now.column) element.setAttribute('aria-colindex', String(now.column))
    if (was.colour !== now.colour) element.style.backgroundColor = colour(now.colour)
    if (was.url !== now.url) this.picture(now.url)
    if (was.label !== now.label) element.setAttribute('aria-label', now.label)
    if (was.selected !== now.selected) this.select(now.selected)
    if (was.focused !== now.focused) {
      element.classList.toggle('focused', now.focused)
      element.tabIndex = now.focused ? 0 : -1
    }
    if (was.mark !== now.mark || was.fresh !== now.fresh) this.mark(now.mark, now.fresh)
    if (was.stack !== now.stack) this.stack(now.stack)
    if (was.work !== now.work) this.work(now.work)
    if (was.broken !== now.broken) this.broken(now.broken)
    this.was = now
  }

  private picture(url: string): void {
    // The old picture would stand in for the new one until that has come.
    this.element.classList.remove('drawn')
    if (url === '') this.img.removeAttribute('src')
    else this.img.src = url
  }

  private select(selected: boolean): void {
    this.element.setAttribute('aria-selected', String(selected))
    if (selected) this.keep('tick', () => part('tick', drawIcon('check', 12)))
    else this.drop('tick')
  }

  private mark(mark: string, fresh: boolean): void {
    const text = mark !== '' ? mark : fresh ? 'New' : ''
    if (text === '') return this.drop('mark')
    const element = this.keep('mark', () => part('mark'))
    element.textContent = text
    element.classList.toggle('fresh', fresh)
  }

  private stack(count: number): void {
    if (count < 2) return this.drop('stack')
    const element = this.keep('stack', () => part('stack', drawIcon('stack', 11), part('n')))
    element.lastElementChild!.textContent = String(count)
  }

  private work(work: Work | null): void {
    this.element.classList.toggle('working', work !== null)
    if (work === null) return this.drop('work')
    const element = this.keep('work', () => part('work', part('word'), part('note'), part('bar')))
    const [word, note, bar] = element.children as unknown as [HTMLElement, HTMLElement, HTMLElement]
    word.textContent = work.word
    note.textContent = work.note
    bar.classList.toggle('unknown', work.progress === null)
    bar.style.transform = work.progress === null ? '' : `scaleX(${Math.max(0.01, work.progress)})`
  }

  private broken(broken: Look['broken']): void {
    if (broken === null) return this.drop('broken')
    this.drop('broken')
    const retry = document.createElement('button')
    retry.type = 'button'
    retry.className = 'retry'
    retry.dataset['do'] = 'retry'
    retry.textContent = 'Retry'
    retry.tabIndex = -1
    const element = this.keep('broken', () => part('broken', drawIcon('broken', 20), part('format', broken.format), part('reason', broken.reason), retry))
    element.title = broken.reason
  }

  private keep(name: string, make: () => HTMLElement): HTMLElement {
    const there = this.parts.get(name)
    if (there !== undefined) return there
    const element = make()
    this.parts.set(name, element)
    this.element.append(element)
    return element
  }

  private drop(name: string): void {
    this.parts.get(name)?.remove()
    this.parts.delete(name)
  }
}
