import { delMany, entries, get, keys, set, type UseStore } from 'idb-keyval'

/** Where this device keeps what must outlive a reload and a flat battery. */
export interface Drawer {
  get: <T>(key: string) => Promise<T | undefined>
  all: <T>(prefix: string) => Promise<T[]>
  keys: (prefix: string) => Promise<string[]>
  put: (key: string, value: unknown) => Promise<void>
  remove: (keys: string[]) => Promise<void>
  /** Writes all of it unless something is kept under the first key already; that is then the answer. */
  claim: <T>(first: string, value: T, others: [string, unknown][]) => Promise<T | undefined>
}

/** The browser's database; every write is on the disk before it is said to be done. */
export function deviceDrawer(name = 'niangjia-gate'): Drawer {
  const store = strictStore(name)
  return {
    get: (key) => get(key, store),
    all: async <T>(prefix: string) =>
      (await entries<string, T>(store)).filter(([key]) => key.startsWith(prefix)).map(([, value]) => value),
    keys: async (prefix) => (await keys<string>(store)).filter((key) => key.startsWith(prefix)),
    put: (key, value) => set(key, value, store),
    remove: (keys) => delMany(keys, store),
    claim: <T>(first: string, value: T, others: [string, unknown][]) =>
      store('readwrite', (kept) => new Promise<T | undefined>((done, fail) => {
        let before: T | undefined
        const asked = kept.get(first) as IDBRequest<T | undefined>
        asked.onsuccess = () => {
          before = asked.result
          if (before !== undefined) return
          kept.put(value, first)
          others.forEach(([key, other]) => kept.put(other, key))
        }
        kept.transaction.oncomplete = () => done(before)
        kept.transaction.onabort = kept.transaction.onerror = () => fail(kept.transaction.error)
      })),
  }
}

/** As `createStore`, but a transaction is done only when it is on the disk, not when the system promised to write it. */
function strictStore(name: string): UseStore {
  let opening: Promise<IDBDatabase> | undefined
  const open = () => (opening ??= new Promise((done, fail) => {
    const asked = indexedDB.open(name)
    asked.onupgradeneeded = () => asked.result.createObjectStore('kept')
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error)
  }))
  return async (mode, work) => work((await open()).transaction('kept', mode, { durability: 'strict' }).objectStore('kept'))
}

/** The same in memory, for tests. */
export function memoryDrawer(): Drawer {
  const kept = new Map<string, unknown>()
  return {
    get: async <T>(key: string) => kept.get(key) as T | undefined,
    all: async <T>(prefix: string) => [...kept].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value as T),
    keys: async (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
    put: async (key, value) => void kept.set(key, value),
    remove: async (keys) => keys.forEach((key) => kept.delete(key)),
    claim: async <T>(first: string, value: T, others: [string, unknown][]) => {
      if (kept.has(first)) return kept.get(first) as T
      ;[[first, value] as [string, unknown], ...others].forEach(([key, each]) => kept.set(key, each))
      return undefined
    },
  }
}
