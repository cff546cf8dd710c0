import { tag } from '@kit/i18n'

export const MONEY = 'CNY'
const FEN = 100

/** Fen as yuan, pieces with what they are called. */
export function shown(unit: string, amount: number): string {
  if (unit !== MONEY) return `${amount.toLocaleString(tag())} ${unit}`
  return (amount / FEN).toLocaleString(tag(), { style: 'currency', currency: MONEY, currencyDisplay: 'narrowSymbol' })
}

/** What somebody typed as fen, or as pieces; null for what is no amount above zero. */
export function typed(unit: string, text: string): number | null {
  const plain = text.replace(/[,，\s]/g, '')
  if (unit === MONEY) {
    if (!/^\d{1,13}(\.\d{1,2})?$/.test(plain)) return null
    const [yuan = '0', fen = ''] = plain.split('.')
    return Number(yuan) * FEN + Number(fen.padEnd(2, '0')) || null
  }
  return /^\d{1,13}$/.test(plain) ? Number(plain) || null : null
}
