import type { Fen } from '#kernel/money.ts'

/** 分 from an amount of yuan as typed, `12345.67`, without ever being a fraction on the way. */
export function fenOfYuan(text: string): Fen {
  const [whole = '0', fraction = ''] = String(text).split('.')
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2))
}
