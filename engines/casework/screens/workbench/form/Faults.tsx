import { useText } from '#apps/web/i18n/i18n.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { Field } from './desk.ts'
import css from './form.module.css'

/** What is wrong with one row, or with one part that stands in no row: told where it is. */
export function Faults({ desk, path }: Pick<Field, 'desk' | 'path'>) {
  const t = useWords()
  const text = useText()
  const own = desk.faults.filter((fault) => desk.placeIn(fault.path)?.at === path)
  return own.map((fault) => {
    const what = text(desk.placeIn(fault.path)?.name ?? fault.message)
    return (
      <p key={`${fault.path} ${fault.code} ${fault.message.zh}`} className={css.fault}>
        {fault.code === 'missing' || fault.code === 'required' ? (
          t('casework:item.missing', { what })
        ) : (
          <>
            {t('casework:item.fault', { what, message: text(fault.message) })}{' '}
            <span className="work-soft">{text(fault.remedy)}</span>
          </>
        )}
      </p>
    )
  })
}
