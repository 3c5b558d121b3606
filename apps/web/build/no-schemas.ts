import type { Plugin } from 'vite'

const resolved = '\0yishang-no-schemas'

/**
 * Stands in for zod in the browser. Kernel modules declare schemas beside the arithmetic that pages need; declaring
 * one here does nothing and weighs nothing, and using one to check something fails at once: checking is the server's.
 */
const standIn = `
const used = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'options', 'enum', 'shape', 'def', '_zod'])
const nothing = new Proxy(function () {}, {
  get(_, name) {
    if (used.has(name) || name === Symbol.iterator) throw new Error('schemas are not shipped to the browser: ' + String(name))
    return name === Symbol.toPrimitive ? () => '' : nothing
  },
  apply: () => nothing,
  construct: () => nothing,
})
export const z = /* @__PURE__ */ nothing
export default nothing
`

export function noSchemas(): Plugin {
  return {
    name: 'yishang-no-schemas',
    enforce: 'pre',
    resolveId: (id) => (id === 'zod' ? resolved : undefined),
    load: (id) => (id === resolved ? standIn : undefined),
  }
}
