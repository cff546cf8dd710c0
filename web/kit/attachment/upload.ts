import { problemOf, token, Unreachable } from '../api'
import type { AttachmentCard } from '../api-types'
import { lang } from '../i18n'
import type { LocalFile } from './attachment'

const STALLED_MS = 120_000

/** Sends one file and tells how far it is; its id is its key, so that sending again changes nothing. */
export function upload(file: LocalFile, blob: Blob, onProgress: (percent: number) => void): Promise<AttachmentCard> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/attachment')
    request.timeout = STALLED_MS
    const headers = { 'Content-Type': 'application/octet-stream', Accept: 'application/json, application/problem+json', 'Accept-Language': lang.value, 'X-XSRF-TOKEN': token(), 'Idempotency-Key': file.id, 'File-Name': encodeURIComponent(file.name) }
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value))
    request.upload.onprogress = (event) => { if (event.lengthComputable) onProgress(Math.floor((event.loaded / event.total) * 100)) }
    request.onload = () => {
      if (request.status === 201) return done(JSON.parse(request.responseText) as AttachmentCard)
      const after = request.getResponseHeader('Retry-After')
      fail(problemOf(new Response(null, { status: request.status, headers: after ? { 'Retry-After': after } : {} }), request.responseText))
    }
    request.onerror = request.ontimeout = request.onabort = () => fail(new Unreachable(request.status))
    request.send(blob)
  })
}
