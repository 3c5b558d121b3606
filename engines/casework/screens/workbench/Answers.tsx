import { useText } from '#apps/web/i18n/i18n.ts'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './case.module.css'
import { type Found, stageIn } from './found.ts'

/** What the applicant answered, page by page; what a notice asks to be corrected is marked where it stands. */
export function Answers({ found, stageId }: { found: Found; stageId: string }) {
  const t = useWords()
  const text = useText()
  const corrections = stageIn(found, stageId)?.lane.corrections ?? []
  const asked = new Map(corrections.flatMap((one) => one.items.map((item) => [item.field, one] as const)))
  return (
    <div className={css.answers}>
      <h2>{t('case.answers')}</h2>
      {found.form.map((page) => (
        <section key={page.page.zh}>
          <h3>{text(page.page)}</h3>
          <dl>
            {page.fields.map((field) => {
              const correction = asked.get(field.id)
              return (
                <div key={field.id}>
                  <dt>{text(field.title)}</dt>
                  <dd className="figure">
                    {field.value === undefined ? (
                      <span className="work-soft">{t('case.notAnswered')}</span>
                    ) : (
                      text(field.shown)
                    )}
                    {correction && (
                      <Tag tone={correction.answeredAt ? 'done' : 'soon'}>
                        {t(correction.answeredAt ? 'case.corrected' : 'case.toCorrect')}
                      </Tag>
                    )}
                  </dd>
                </div>
              )
            })}
          </dl>
        </section>
      ))}
    </div>
  )
}
