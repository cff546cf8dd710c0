const LONGEST = 2560
const ENOUGH_BYTES = 1_500_000
const QUALITY = 0.85

/** Draws a big photo anew, smaller; any other file, and a browser that cannot, leaves it as it is. */
export async function shrunk(file: Blob): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp|heic)$/.test(file.type) || file.size <= ENOUGH_BYTES) return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
    return drawn && drawn.size < file.size ? drawn : file
  } catch {
    return file
  }
}
