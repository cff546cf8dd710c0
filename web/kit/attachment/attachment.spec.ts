import { describe, expect, it } from 'vitest'
import { inOrder, kindOf, megabytes, offered, tooLarge, type LocalFile } from './attachment'

const file = (id: string, at: number, part: Partial<LocalFile> = {}): LocalFile =>
  ({ id, name: id, kind: 'PHOTO', bytes: 1, state: 'waiting', blob: new Blob(['x']), at, ...part })

describe('files on this device', () => {
  it('go in the order in which they were added', () => {
    const all = [file('c', 3), file('a', 1), file('b', 2), file('d', 4, { state: 'refused' }), file('e', 0, { blob: undefined, state: 'kept' })]
    expect(inOrder(all).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('are told apart by what the browser says of them', () => {
    expect(['image/png', 'audio/webm;codecs=opus', 'video/mp4', 'application/pdf', ''].map(kindOf)).toEqual(['PHOTO', 'VOICE', 'VIDEO', 'DOCUMENT', 'DOCUMENT'])
    expect(offered(['VOICE', 'VIDEO'])).toBe('audio/*,video/mp4')
  })

  it('have a limit before anything is sent', () => {
    expect(tooLarge('PHOTO', 10 * 1024 * 1024)).toBe(false)
    expect(tooLarge('PHOTO', 10 * 1024 * 1024 + 1)).toBe(true)
    expect(tooLarge('VOICE', 15 * 1024 * 1024)).toBe(false)
    expect(megabytes(3)).toBe('0.1')
  })
})
