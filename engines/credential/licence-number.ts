import type { Day } from '#kernel/time.ts'

/**
 * Electronic-licence identifier, GB/T 36904-2018:
 * `1.2.156.3005.2.{type}.{issuer's credit code}.{serial}.{version}.{check}`.
 * The order of the parts is from memory and the check character's rule (ISO 7064 MOD 37,36 over the four parts joined)
 * is known from secondary reading only: a city confirms both before it exchanges identifiers with others.
 */
export const licenceNumberConfidence = 'unverified'

const root = '1.2.156.3005.2'
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export interface LicenceNumber {
  /** 证照类型代码, digits and capitals */
  readonly type: string
  /** the issuing authority's credit code, 18 characters */
  readonly issuer: string
  /** 流水号, digits and capitals, at most 32 */
  readonly serial: string
  /** 版本号, three digits or capitals; 001 is the first */
  readonly version: string
}

/**
 * Check character by ISO 7064 MOD 37,36 (the hybrid system with one check character).
 * `text` holds digits and capitals only.
 */
export function mod37_36(text: string): string {
  let product = 36
  for (const char of text) {
    const value = alphabet.indexOf(char)
    if (value < 0) throw new RangeError(`not a digit or capital: ${char}`)
    const sum = (product + value) % 36 || 36
    product = (sum * 2) % 37
  }
  return alphabet[(37 - product) % 36] ?? '0'
}

const shapes: readonly [keyof LicenceNumber, RegExp][] = [
  ['type', /^[0-9A-Z]{1,32}$/],
  ['issuer', /^[0-9A-Z]{18}$/],
  ['serial', /^[0-9A-Z]{1,32}$/],
  ['version', /^[0-9A-Z]{3}$/],
]

/** Throws RangeError when a part has the wrong shape. */
export function composeLicenceNumber(parts: LicenceNumber): string {
  for (const [name, shape] of shapes)
    if (!shape.test(parts[name])) throw new RangeError(`licence number: ${name} is ${parts[name]}`)
  const { type, issuer, serial, version } = parts
  return `${root}.${type}.${issuer}.${serial}.${version}.${mod37_36(type + issuer + serial + version)}`
}

export type LicenceNumberFault = 'root' | 'parts' | 'type' | 'issuer' | 'serial' | 'version' | 'check'

/** The parts of an identifier, or the first fault. */
export function parseLicenceNumber(text: string): LicenceNumber | { readonly fault: LicenceNumberFault } {
  if (!text.startsWith(`${root}.`)) return { fault: 'root' }
  const [type, issuer, serial, version, check, ...rest] = text.slice(root.length + 1).split('.')
  if (
    type === undefined ||
    issuer === undefined ||
    serial === undefined ||
    version === undefined ||
    rest.length
  )
    return { fault: 'parts' }
  const parts = { type, issuer, serial, version }
  for (const [name, shape] of shapes)
    if (!shape.test(parts[name])) return { fault: name as LicenceNumberFault }
  return mod37_36(type + issuer + serial + version) === check ? parts : { fault: 'check' }
}

/**
 * The city's own number for a licence whose type or authority has no code yet: place (GB/T 2260), day, serial, and the same
 * check character. It never looks like an identifier of the standard.
 */
export const localLicenceNumber = (place: string, day: Day, serial: string): string => {
  const date = day.replaceAll('-', '')
  return `${place}-${date}-${serial}-${mod37_36(place + date + serial)}`
}
