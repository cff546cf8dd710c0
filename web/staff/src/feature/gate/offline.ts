import { onLeaving } from '@kit/session'
import { deviceDrawer } from './drawer'
import { Notebook } from './notebook'

/** This device's notebook. */
export const notebook = new Notebook(deviceDrawer())

onLeaving(() => notebook.wipe())

/** Lets the console open again without a network, and asks the browser not to clear what is kept when the disk is full. */
export function stayOpen(): void {
  void navigator.storage?.persist?.()
  if (import.meta.env.PROD) void navigator.serviceWorker?.register('/staff/sw.js', { scope: '/staff/' })
}
