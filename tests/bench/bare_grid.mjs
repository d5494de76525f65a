// Runs in the page: the rival of our grid. Recycled DOM, nothing but pictures, the same size of cells, the same thumbnails.

/** Replaces the page by a bare grid; `shape` is { columns, width, height, gap, spare }, `urls` is the URL before and after a photo's name. */
export function bareGrid(ids, versions, shape) {
  const { columns, width, height, gap, spare } = shape
  document.body.replaceChildren()
  const scroller = document.createElement('div')
  scroller.id = 'bare'
  Object.assign(scroller.style, { position: 'fixed', inset: '0', overflowY: 'scroll', contain: 'strict', background: '#121212' })
  Object.assign(scroller.style, { left: `${innerWidth - shape.viewWidth}px`, top: '48px', bottom: '28px', right: '0' })
  const content = document.createElement('div')
  const step = height + gap
  Object.assign(content.style, { position: 'relative', height: `${Math.ceil(ids.length / columns) * step}px` })
  scroller.append(content)
  document.body.append(scroller)
  const cells = new Map()
  const free = []

  function draw() {
    const first = Math.max(0, Math.floor(scroller.scrollTop / step) - spare) * columns
    const end = Math.min(ids.length, (Math.floor((scroller.scrollTop + scroller.clientHeight) / step) + 1 + spare) * columns)
    for (const [index, cell] of cells) {
      if (index < first || index >= end) {
        cells.delete(index)
        free.push(cell)
      }
    }
    for (let index = first; index < end; index += 1) {
      if (cells.has(index)) continue
      const cell = free.pop() ?? make()
      cells.set(index, cell)
      cell.style.transform = `translate(${16 + (index % columns) * (width + gap)}px, ${Math.floor(index / columns) * step}px)`
      cell.firstChild.src = `${shape.base}${ids[index]}/${versions[index]}/${shape.size}`
    }
  }

  function make() {
    const cell = document.createElement('div')
    Object.assign(cell.style, { position: 'absolute', width: `${width}px`, height: `${height}px`, overflow: 'hidden', contain: 'strict', borderRadius: '3px' })
    const img = document.createElement('img')
    img.decoding = 'async'
    Object.assign(img.style, { width: '100%', height: '100%', objectFit: 'cover' })
    cell.append(img)
    content.append(cell)
    return cell
  }

  scroller.addEventListener('scroll', draw)
  draw()
}

/** Scrolls by `step` pixels a frame and gives the time of each frame in milliseconds. */
export function scrollFrames(selector, from, step, frames) {
  const box = document.querySelector(selector)
  box.scrollTop = from
  return new Promise((done) => {
    const times = []
    let last
    let settle = 10
    const tick = (now) => {
      if (settle > 0) settle -= 1
      else {
        if (last !== undefined) times.push(now - last)
        last = now
        box.scrollTop += step
      }
      if (times.length >= frames) done(times)
      else requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
}
