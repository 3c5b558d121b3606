/** `choice-list` → `choice-lists`, `policy` → `policies`, `city` → `cities`. */
export const plural = (name: string): string => (name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`)
