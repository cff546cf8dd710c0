import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import { makeReader, type Reader } from './reader'

export type CameraState = 'off' | 'starting' | 'on' | 'denied' | 'none'

const EVERY_MS = 150
/** The same voucher still held before the camera is not read again until it has been away this long. */
const AGAIN_MS = 3000

/** Reads QR codes from the camera and hands over each once. */
export function useCamera(video: Ref<HTMLVideoElement | null>, found: (text: string) => unknown) {
  const state = ref<CameraState>('off')
  const stream = shallowRef<MediaStream | null>(null)
  const seen = onceWhileHeld(AGAIN_MS)
  let timer: ReturnType<typeof setTimeout> | undefined
  let reader: Reader | null = null

  async function start(): Promise<void> {
    if (!navigator.mediaDevices?.getUserMedia) {
      state.value = 'none'
      return
    }
    state.value = 'starting'
    try {
      stream.value = await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: 'environment' } }, audio: false })
      reader ??= await makeReader()
      if (!video.value) return stop()
      video.value.srcObject = stream.value
      await video.value.play()
      state.value = 'on'
      look()
    } catch (problem) {
      stop()
      state.value = problem instanceof DOMException && problem.name === 'NotAllowedError' ? 'denied' : 'none'
    }
  }

  async function look(): Promise<void> {
    if (state.value !== 'on' || !video.value) return
    const text = await reader?.(video.value).catch(() => null)
    if (text && seen(text, Date.now())) await found(text)
    if (state.value === 'on') timer = setTimeout(() => void look(), EVERY_MS)
  }

  function stop(): void {
    clearTimeout(timer)
    stream.value?.getTracks().forEach((track) => track.stop())
    stream.value = null
    state.value = 'off'
  }

  onScopeDispose(stop)
  return { state, start, stop }
}

/** Says yes the first time it is shown a text, and again only after that text has been away for `awayMs`. */
export function onceWhileHeld(awayMs: number): (text: string, now: number) => boolean {
  let last = ''
  let lastAt = -Infinity
  return (text, now) => {
    const fresh = text !== last || now - lastAt > awayMs
    last = text
    lastAt = now
    return fresh
  }
}
