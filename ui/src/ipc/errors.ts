import type { ApiError, ErrorCode } from './generated'

/** A command that failed, as the core put it into words. */
export class IpcError extends Error {
  override name = 'IpcError'
  readonly code: ErrorCode
  /** What to do, one sentence; may be empty. */
  readonly hint: string
  /** The cause chain, for *Copy details*. */
  readonly detail: string

  constructor(error: ApiError) {
    super(error.message)
    this.code = error.code
    this.hint = error.hint
    this.detail = error.detail
  }
}

function isApiError(thrown: unknown): thrown is ApiError {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown && !(thrown instanceof Error)
}

/** Whatever was thrown, as an `IpcError`: a broken bridge has no words of its own. */
export function toIpcError(thrown: unknown): IpcError {
  if (thrown instanceof IpcError) return thrown
  if (isApiError(thrown)) {
    return new IpcError({ code: thrown.code, message: thrown.message, hint: thrown.hint ?? '', detail: thrown.detail ?? '' })
  }
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return new IpcError({ code: 'failed', message: 'Something went wrong inside Safelight.', hint: 'Please try again.', detail })
}
