import { ref } from 'vue'

const KEY = 'niangjia.size'
export type Size = 'normal' | 'big'

/** Type size of this device: `big` is the 长辈版. */
export const size = ref<Size>(localStorage.getItem(KEY) === 'big' ? 'big' : 'normal')
show()

export function setSize(next: Size): void {
  size.value = next
  localStorage.setItem(KEY, next)
  show()
}

function show(): void {
  document.documentElement.dataset.size = size.value
}
