import { lang } from './i18n'

/** The server said no: problem+json of RFC 9457 with our `reason` and whatever facts came with it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** Enum name such as `SOLD_OUT`, or empty. */
    readonly reason: string,
    /** Already in the user's language. */
    readonly detail: string,
    readonly errors: readonly { field: string; message: string }[],
    readonly extras: Readonly<Record<string, unknown>>,
    readonly retryAfterSeconds: number | null,
  ) {
    super(`${status} ${reason} ${detail}`)
    this.name = 'Problem'
  }

  /** The words for one field of a refused form. */
  of(field: string): string | undefined {
    return this.errors.find((error) => error.field === field)?.message
  }
}

/** No answer came: no network, or none in time. Whether the server did the work is unknown. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('no answer from the server', { cause })
    this.name = 'Unreachable'
  }
}

export interface Options {
  headers?: Record<string, string>
  signal?: AbortSignal
  timeoutMs?: number
  /** The answer is a file, not JSON. */
  file?: boolean
}

const TIMEOUT_MS = 15_000
const listeners = new Set<() => void>()

/** Called whenever the server answers 401, except for a refused sign-in. */
export function onSignedOut(listener: () => void): void {
  listeners.add(listener)
}

export const get = <T>(path: string, options?: Options): Promise<T> => send<T>('GET', path, undefined, options)
export const post = <T>(path: string, body?: unknown, options?: Options): Promise<T> => send<T>('POST', path, body, options)
/** Asks for a file. */
export const postForFile = (path: string, body: unknown): Promise<Blob> => send<Blob>('POST', path, body, { file: true })
export const put = <T>(path: string, body?: unknown, options?: Options): Promise<T> => send<T>('PUT', path, body, options)

async function send<T>(method: string, path: string, body: unknown, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: options.file ? '*/*' : 'application/json, application/problem+json', 'Accept-Language': lang.value }
  if (method !== 'GET') headers['X-XSRF-TOKEN'] = token()
  const file = body instanceof Blob
  if (body !== undefined) headers['Content-Type'] = file ? 'application/octet-stream' : 'application/json'
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
  let response: Response
  let text: string
  try {
    response = await fetch(path, {
      method,
      headers: { ...headers, ...options.headers },
      body: body === undefined ? null : file ? body : JSON.stringify(body),
      credentials: 'same-origin',
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    })
    if (response.ok && options.file) return (await response.blob()) as T
    text = await response.text()
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw new Unreachable(cause)
  }
  if (response.ok) return (text ? JSON.parse(text) : undefined) as T
  const problem = problemOf(response, text)
  if (problem.status === 401 && !problem.reason) listeners.forEach((listener) => listener())
  throw problem
}

/** What the server said no with. */
export function problemOf(response: Response, text: string): Problem {
  const { type: _type, title, status: _status, detail, reason, errors, instance: _instance, ...extras } = parsed(text)
  const after = Number(response.headers.get('Retry-After') ?? NaN)
  return new Problem(
    response.status,
    typeof reason === 'string' ? reason : '',
    String(detail ?? title ?? ''),
    Array.isArray(errors) ? errors : [],
    extras,
    Number.isFinite(after) ? after : null,
  )
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** What shows the server that a page of its own asks. */
export const token = (): string => cookie('XSRF-TOKEN')

function cookie(name: string): string {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : ''
}
