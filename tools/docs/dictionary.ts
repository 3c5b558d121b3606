import type { Fact } from '#definitions/facts/fact.ts'

/** The fact dictionary of a city, for people who write fact sheets and rules. */
export function dictionaryPage(city: string, facts: readonly Fact[]): string {
  const groups = [...new Set(facts.map((fact) => fact.group))].sort()
  const section = (group: string) => {
    const rows = facts
      .filter((fact) => fact.group === group)
      .map((fact) =>
        [
          `\`${fact.id}\``,
          fact.zh,
          (fact.aliases ?? []).join('、'),
          fact.en,
          `${fact.type}${fact.period ? ' per year' : ''}${fact.values ? `: ${fact.values.map(({ code, zh }) => `${code} ${zh}`).join('; ')}` : ''}`,
          fact.display ?? fact.unit ?? '',
          fact.source ?? (fact.derived === undefined ? '' : 'computed'),
        ]
          .map((cell) => cell.replace(/\|/g, '\\|').replace(/\n/g, ' '))
          .join(' | '),
      )
    return `## ${group}\n\n| id | 中文名 | also | English | type | unit of a bare number | asked of |\n| --- | --- | --- | --- | --- | --- | --- |\n${rows.map((row) => `| ${row} |`).join('\n')}`
  }
  return [
    `# Fact dictionary: ${city}`,
    '<!-- Written by `npm run docs`. Change the city’s facts/, not this page. -->',
    'A fact sheet and a rule may use the id, the Chinese name or an alias. How values are written is in [rule-language.md](rule-language.md). Yearly facts are given as `{ 2024: … }`.',
    ...groups.map(section),
  ].join('\n\n')
}
