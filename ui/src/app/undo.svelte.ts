/** What can be taken back, the last first. */
export interface Undoable {
  /** `Moved 3 photos to the trash` */
  what: string
  run: () => Promise<void>
}

export class UndoStack {
  steps = $state.raw<readonly Undoable[]>([])

  /** Returns the way to take exactly this step back, once. */
  push(step: Undoable): () => Promise<void> {
    this.steps = [...this.steps.slice(-49), step]
    return () => this.take(step)
  }

  last(): Undoable | null {
    return this.steps.at(-1) ?? null
  }

  async take(step: Undoable): Promise<void> {
    if (!this.steps.includes(step)) return
    this.steps = this.steps.filter((other) => other !== step)
    await step.run()
  }
}
