/** Calls at once, then at most every `pause` milliseconds, and always once more for what came meanwhile. */
export function throttled<T extends unknown[]>(pause: number, call: (...args: T) => void): (...args: T) => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  let waiting: T | null = null
  const rest = (): void => {
    timer = null
    if (waiting === null) return
    const args = waiting
    waiting = null
    timer = setTimeout(rest, pause)
    call(...args)
  }
  return (...args) => {
    if (timer !== null) {
      waiting = args
      return
    }
    timer = setTimeout(rest, pause)
    call(...args)
  }
}

/** Runs one `work` at a time; asks that come while it runs become one more run. */
export function latest(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let again = false
  const run = async (): Promise<void> => {
    try {
      do {
        again = false
        await work()
      } while (again)
    } finally {
      running = null
    }
  }
  return () => {
    if (running !== null) {
      again = true
      return running
    }
    running = run()
    return running
  }
}
