import type { Fen } from '#kernel/money.ts'

/** Digits as people type them: full-width digits, spaces and separators are theirs to use. */
const plain = (text: string): string =>
  text.replace(/[０-９．]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[\s,，]/g, '')

export function wholeNumber(text: string): number | undefined {
  const digits = plain(text)
  if (!/^-?\d{1,15}$/.test(digits)) return undefined
  return Number(digits)
}

/** An amount typed in 元 or 万元 as 分, exactly; undefined when it is none or finer than 分. */
export function fenFrom(text: string, unit: 'yuan' | 'wan'): Fen | undefined {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(plain(text))
  if (!match) return undefined
  const places = unit === 'yuan' ? 2 : 6
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > places) return undefined
  const fen = Number(`${match[1]}${fraction.padEnd(places, '0')}`)
  return Number.isSafeInteger(fen) ? fen : undefined
}

/** The text to edit an amount by, without separators: 12345 分 → 123.45. */
export function editableFen(fen: Fen | undefined, unit: 'yuan' | 'wan'): string {
  if (fen === undefined) return ''
  const places = unit === 'yuan' ? 2 : 6
  const digits = String(fen).padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(/0+$/, '')
  return digits.slice(0, -places) + (fraction && `.${fraction}`)
}
