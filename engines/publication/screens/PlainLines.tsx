import type { Output } from '#apps/web/client/contracts.ts'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { articleText } from '#kernel/article.ts'
import css from './PlainLines.module.css'

type Line = Output<'publication.getConsultation'>['lines'][number]

/** All that a definition says, in plain words: each subject once, what it says beside it, and the clause it comes from. */
export function PlainLines({ lines }: { lines: readonly Line[] }) {
  const text = useText()
  const language = useLanguage()
  const subjects = lines
    .filter(({ key }) => !key.startsWith('example'))
    .reduce<Line[][]>((groups, line) => {
      const last = groups.at(-1)
      if (last?.[0]?.label.zh === line.label.zh) last.push(line)
      else groups.push([line])
      return groups
    }, [])
  return (
    <dl className={css.lines}>
      {subjects.map((group) => (
        <div key={group[0]?.key}>
          <dt>{group[0] && text(group[0].label)}</dt>
          {group.map((line) => (
            <dd key={line.key} data-line={line.key}>
              {text(line.text)}
              {line.clause && !text(line.text).startsWith(line.clause) && (
                <span className={css.clause}>{articleText(line.clause, language)}</span>
              )}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}
