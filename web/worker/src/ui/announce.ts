import { ref } from 'vue'

/** What the screen reader is to say next. */
export const announced = ref('')

/** Says something without moving the focus; said politely, after what is being read. */
export function announce(text: string): void {
  announced.value = text
}
