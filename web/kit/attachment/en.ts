import type { Same } from '../i18n'
import type zh from './zh'

const en: Same<typeof zh> = {
  camera: 'Take a photo',
  pick: 'Choose files',
  record: 'Record',
  stop: 'Stop recording',
  recording: 'Recording, {seconds} s',
  noMicrophone: 'No microphone; please check the permission',
  remove: 'Remove',
  again: 'Try again',
  waiting: 'Waiting for the network, then it is sent by itself',
  sending: 'Sending {percent}%',
  kept: 'Uploaded',
  elsewhere: 'A file that was added on another device',
  atMost: 'At most {n} files',
  tooLarge: 'The file is too large: at most 10 MB for photos and documents, 20 MB for recordings and films',
  file: 'File',
  files: 'Files',
  photo: 'Photo',
  voice: 'recording.{ending}',
  full: 'This device has no room for files; connect and send first',
  size: '{mb} MB',
}
export default en
