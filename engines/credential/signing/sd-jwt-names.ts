const reserved = new Set(
  'iss iat nbf exp cnf vct vct#integrity status sub aud jti _sd _sd_alg ...'.split(' '),
)
/** claims that every licence of ours has, beside those that its type names */
const ours = new Set(['number', 'holderName', 'creditCode', 'title', 'issuer', 'validFrom', 'validUntil'])

export const isReservedClaim = (name: string): boolean => reserved.has(name)

/** Why a city's claim may not have this name; undefined when it may. */
export const claimNameFault = (name: string): 'reserved' | 'ours' | undefined =>
  reserved.has(name) ? 'reserved' : ours.has(name) ? 'ours' : undefined
