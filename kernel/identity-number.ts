/**
 * 公民身份号码, GB 11643-1999: 6 digits of place, 8 of birth date, 3 of order, 1 check character (ISO 7064 MOD 11-2).
 * Only the form is judged; whether a number was issued is known to public security alone.
 */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10X98765432'

export type IdentityNumberFault = 'length' | 'character' | 'birth-date' | 'check'

/** The check character over the first seventeen digits. */
export function identityCheck(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i] ?? 0), 0)
  return checks[sum % 11] ?? '0'
}

/** What is wrong with a number, or undefined when nothing is. A lower-case x is a wrong character. */
export function identityNumberFault(number: string): IdentityNumberFault | undefined {
  if (number.length !== 18) return 'length'
  if (!/^\d{17}[\dX]$/.test(number)) return 'character'
  if (!isDate(number.slice(6, 14))) return 'birth-date'
  return identityCheck(number) === number[17] ? undefined : 'check'
}

function isDate(digits: string): boolean {
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}
