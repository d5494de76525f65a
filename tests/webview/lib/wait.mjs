// Waiting for something to become so.
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/** Asks again and again until `probe` gives something truthy, and gives that. A probe that throws has not succeeded yet. */
export async function until(what, probe, seconds = 10, every = 80) {
  const end = performance.now() + seconds * 1000
  let last
  for (;;) {
    try {
      const got = await probe()
      if (got) return got
      last = undefined
    } catch (error) {
      last = error
    }
    if (performance.now() > end) throw new Error(`waited ${seconds} s for ${what}`, { cause: last })
    await sleep(every)
  }
}
