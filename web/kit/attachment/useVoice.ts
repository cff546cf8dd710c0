import { onScopeDispose, ref } from 'vue'

const LONGEST_S = 300
const TYPES = ['audio/mp4', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus']

/** Records a voice where the browser can; five minutes at most. */
export function useVoice(done: (voice: Blob, ending: string) => void) {
  const can = typeof MediaRecorder !== 'undefined' && !!navigator.mediaDevices
  const seconds = ref(0)
  const on = ref(false)
  const failed = ref(false)
  let recorder: MediaRecorder | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  async function begin() {
    failed.value = false
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each))
      const pieces: Blob[] = []
      recorder = new MediaRecorder(stream, type ? { mimeType: type } : {})
      recorder.ondataavailable = (event) => pieces.push(event.data)
      recorder.onstop = () => {
        stream.getTracks().forEach((track) => track.stop())
        const plain = (recorder?.mimeType ?? '').split(';')[0] || 'audio/webm'
        if (on.value && pieces.length) done(new Blob(pieces, { type: plain }), plain.endsWith('mp4') ? 'm4a' : plain.slice(6))
        on.value = false
      }
      recorder.start()
      on.value = true
      seconds.value = 0
      timer = setInterval(() => { if (++seconds.value >= LONGEST_S) end() }, 1000)
    } catch {
      failed.value = true
    }
  }
  function end() {
    clearInterval(timer)
    if (recorder?.state === 'recording') recorder.stop()
  }
  onScopeDispose(() => {
    on.value = false
    end()
  })
  return { can, on, seconds, failed, begin, end }
}
