import type { UploadKind } from '@kit/api-types'

export const KINDS: readonly UploadKind[] = ['ID_NUMBER', 'PHONE', 'MEMBER']
const HEADINGS: Record<UploadKind, RegExp> = {
  ID_NUMBER: /身份证|证件|id.?n|identity/i,
  PHONE: /手机|电话|phone|mobile|tel/i,
  MEMBER: /会员编号|member/i,
}

/** Which column says whom the rows mean, by its heading; the first when none does. */
export function guess(headings: readonly string[]): { kind: UploadKind; position: number } {
  for (const kind of KINDS) {
    const position = headings.findIndex((heading) => HEADINGS[kind].test(heading))
    if (position >= 0) return { kind, position }
  }
  return { kind: 'PHONE', position: 0 }
}
