import { clear, createStore, del, entries, get, set } from 'idb-keyval'
import { onLeaving } from '../session'
import type { LocalFile } from './attachment'

const store = () => createStore('niangjia-files', 'kept')
let opened: ReturnType<typeof createStore> | undefined
const here = () => (opened ??= store())

/** The files that this device keeps, so that neither a reload nor a missing network loses one. */
export const putFile = (file: LocalFile): Promise<void> => set(file.id, file, here())
export const getFile = (id: string): Promise<LocalFile | undefined> => get<LocalFile>(id, here())
export const dropFile = (id: string): Promise<void> => del(id, here())
export const allFiles = async (): Promise<LocalFile[]> => (await entries<string, LocalFile>(here())).map(([, file]) => file)

/** Whoever signs in next on this device must not find them. */
onLeaving(() => clear(here()))
