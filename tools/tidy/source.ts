import { type Program, parseSync, Visitor } from 'oxc-parser'

/** One source file with what the checks look at. */
export interface Source {
  /** from the root, with `/` */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
  readonly program: Program
}

export interface Import {
  readonly specifier: string
  /** path from the root for a file of the project, undefined for a package */
  readonly target: string | undefined
  readonly typeOnly: boolean
  readonly line: number
}

export interface Finding {
  readonly path: string
  readonly line: number
  readonly rule: string
  readonly message: string
}

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

export function readSource(path: string, text: string): Source {
  const { program, module } = parseSync(path, text)
  const imports = module.staticImports.map((one) => ({
    specifier: one.moduleRequest.value,
    target: resolveTarget(path, one.moduleRequest.value),
    typeOnly: one.entries.length > 0 && one.entries.every((entry) => entry.isType),
    line: lineAt(text, one.start),
  }))
  const reExports = module.staticExports.flatMap((one) =>
    one.entries.flatMap((entry) =>
      entry.moduleRequest
        ? [
            {
              specifier: entry.moduleRequest.value,
              target: resolveTarget(path, entry.moduleRequest.value),
              typeOnly: entry.isType,
              line: lineAt(text, one.start),
            },
          ]
        : [],
    ),
  )
  return { path, text, imports: [...imports, ...reExports], program }
}

/** `./x.ts` and `#kernel/x.ts` to paths from the root; packages and Node's own modules to undefined. */
function resolveTarget(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (!specifier.startsWith('.')) return undefined
  const parts = from.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

export const visit = (source: Source, visitor: ConstructorParameters<typeof Visitor>[0]): void =>
  new Visitor(visitor).visit(source.program)

export const isTest = (path: string): boolean =>
  /\.(test|e2e)\.tsx?$/.test(path) ||
  /(^|\/)(testing|fixtures?)(\/|\.|$)/.test(path) ||
  path.endsWith('.fixtures.ts')
