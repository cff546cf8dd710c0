import { get, post } from '@kit/api'
import type { Message, MessageKind } from '@kit/api-types'
import { useResource } from '@kit/resource'

/** How many messages nobody has read, for the first screen. */
export const useUnread = () => useResource(async () => (await get<{ count: number }>('/api/notice/unread')).count)

/** All messages; whoever has seen them has read them. */
export const useInbox = () => useResource(async () => {
  const messages = await get<Message[]>('/api/notice/messages')
  if (messages.some((message) => !message.read)) await post('/api/notice/read')
  return messages
})

/** Where a message leads. */
export function target(kind: MessageKind, subject: string): string {
  return kind === 'OPENING' ? `/benefits/${subject}` : `/mine/${subject}`
}
