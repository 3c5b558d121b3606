/** One made-up fact: the value as the database stores it, and as a file shows it to people. */
export interface SynthFact {
  readonly id: string
  readonly year?: number | undefined
  /** money in 分, ratios as decimal text, dates as days, lists of records */
  readonly stored: unknown
  readonly shown: unknown
}

/** 分 as exact 元: 123456 → `1234.56元`. */
export function yuan(fen: number): string {
  const size = Math.abs(fen)
  const cents = size % 100
  const text = `${Math.floor(size / 100)}${cents ? `.${String(cents).padStart(2, '0')}` : ''}元`
  return fen < 0 ? `-${text}` : text
}

const thousandths = (value: number, places: number) => {
  const text = String(value).padStart(places + 1, '0')
  const fraction = text.slice(-places).replace(/0+$/, '')
  return `${text.slice(0, -places)}${fraction ? `.${fraction}` : ''}`
}

export const plain = (id: string, value: string | number | boolean, year?: number): SynthFact => ({
  id,
  year,
  stored: value,
  shown: value,
})
export const money = (id: string, fen: number, year?: number): SynthFact => ({
  id,
  year,
  stored: fen,
  shown: yuan(fen),
})
/** `perMille`: thousandths, 55 for 5.5 % */
export const ratio = (id: string, perMille: number, year?: number): SynthFact => ({
  id,
  year,
  stored: thousandths(perMille, 3),
  shown: `${thousandths(perMille, 1)}%`,
})
export const list = (id: string, items: readonly Record<string, unknown>[]): SynthFact => ({
  id,
  stored: items,
  shown: items,
})
