import { type Finding, isTest, lineAt, type Source, visit } from './source.ts'

const screens = (path: string) =>
  /^(engines\/[^/]+\/screens|apps\/web)\/.*\.tsx$/.test(path) || path.endsWith('.config.ts')

/** No `export *`, no default exports outside screens, no `any`, no enums. */
export function shapes(sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => {
    const findings: Finding[] = []
    const found = (node: { start: number }, rule: string, message: string) =>
      findings.push({ path: source.path, line: lineAt(source.text, node.start), rule, message })
    visit(source, {
      ExportAllDeclaration: (node) => found(node, 'no-export-star', 'name what is exported'),
      ExportDefaultDeclaration: (node) => {
        if (!screens(source.path)) found(node, 'no-default-export', 'export by name')
      },
      TSAnyKeyword: (node) => found(node, 'no-any', 'say the type, or unknown'),
      TSEnumDeclaration: (node) => found(node, 'no-enum', 'use a union of strings'),
    })
    return findings
  })
}

const impureHomes = /^(platform|apps|tools|simulators|bench|e2e)\//

/** Clock, randomness, environment and console are the platform's: pure code receives them. */
export function impurities(sources: readonly Source[]): Finding[] {
  return sources
    .filter(
      (source) =>
        !impureHomes.test(source.path) && !isTest(source.path) && !source.path.endsWith('.config.ts'),
    )
    .flatMap((source) => {
      const findings: Finding[] = []
      const found = (node: { start: number }, what: string) =>
        findings.push({
          path: source.path,
          line: lineAt(source.text, node.start),
          rule: 'impure',
          message: `${what} belongs to the platform`,
        })
      visit(source, {
        MemberExpression: (node) => {
          if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return
          const name = `${node.object.name}.${node.property.name}`
          if (name === 'Date.now' || name === 'Math.random' || name === 'process.env') found(node, name)
          if (node.object.name === 'console') found(node, 'console')
        },
        NewExpression: (node) => {
          if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && !node.arguments.length)
            found(node, 'new Date()')
        },
      })
      return findings
    })
}

/** A city's name may stand only with its data (the invented one too), in tests and in documents: the engines know no city. */
export function cityNames(sources: readonly Source[], names: readonly string[]): Finding[] {
  return sources
    .filter(
      (source) =>
        !isTest(source.path) &&
        !source.path.startsWith('cities/') &&
        !/^tools\/(tidy|synthetic-city)\//.test(source.path),
    )
    .flatMap((source) =>
      source.text.split('\n').flatMap((text, index) => {
        const name = names.find((one) => text.toLowerCase().includes(one))
        return name
          ? [
              {
                path: source.path,
                line: index + 1,
                rule: 'city-name',
                message: `${name} belongs under cities/`,
              },
            ]
          : []
      }),
    )
}

/** Work left open says why it may wait. */
export function openWork(sources: readonly Source[]): Finding[] {
  const marker = new RegExp(
    `\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${['X', 'XX'].join('')})\\b(?!\\([^)]{10,}\\))`,
  )
  return sources.flatMap((source) =>
    source.text.split('\n').flatMap((text, index) =>
      marker.test(text)
        ? [
            {
              path: source.path,
              line: index + 1,
              rule: 'open-work',
              message: 'say why it may wait, in parentheses',
            },
          ]
        : [],
    ),
  )
}
