import { z } from 'zod'

/** An amount of money: a safe integer of 分 (1/100 yuan). Never a fraction, never a float sum. */
export const Fen = z.number().int().safe().meta({ title: 'Fen', description: 'Amount in 分 (1/100 CNY)' })
export type Fen = z.output<typeof Fen>

/** Adds amounts. Throws RangeError when the sum leaves the range of exact integers. */
export function addFen(...amounts: readonly Fen[]): Fen {
  let sum = 0
  for (const amount of amounts) {
    sum += amount
    if (!Number.isSafeInteger(amount) || !Number.isSafeInteger(sum))
      throw new RangeError(`amount outside the exact range: ${amount}`)
  }
  return sum
}

/** 12,345.67 from 1234567; the unit is said by the caller. */
export function yuan(fen: Fen): string {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.trunc(Math.abs(fen) / 100)
  const cents = Math.abs(fen) % 100
  return `${sign}${whole.toString().replace(/\B(?=(\d{3})+$)/g, ',')}.${cents.toString().padStart(2, '0')}`
}
