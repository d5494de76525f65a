import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { latest, throttled } from './later'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('calls at once, then for the last of what came meanwhile', () => {
  const heard: number[] = []
  const tell = throttled(100, (n: number) => heard.push(n))
  tell(1)
  tell(2)
  tell(3)
  expect(heard).toEqual([1])
  vi.advanceTimersByTime(100)
  expect(heard).toEqual([1, 3])
  vi.advanceTimersByTime(500)
  expect(heard).toEqual([1, 3])
})

it('runs once more for asks that came while it ran, and only once', async () => {
  let runs = 0
  const waiting: (() => void)[] = []
  const ask = latest(async () => {
    runs += 1
    await new Promise<void>((done) => waiting.push(done))
  })
  const first = ask()
  void ask()
  void ask()
  waiting.shift()?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(runs).toBe(2)
  waiting.shift()?.()
  await first
  expect(runs).toBe(2)
})
