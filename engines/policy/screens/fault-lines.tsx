import { useText } from '#apps/web/i18n/i18n.ts'
import type { Bilingual } from '#kernel/text.ts'
import css from './playground.module.css'

/** What is wrong with something written, line by line, each with what to do about it. */
export function FaultLines({
  faults,
}: {
  faults: readonly { readonly code: string; readonly message: Bilingual; readonly remedy: Bilingual }[]
}) {
  const text = useText()
  return (
    <ul className={css.faults}>
      {faults.map((fault) => (
        <li key={`${fault.code}${fault.message.zh}`}>
          <p>{text(fault.message)}</p>
          <p className={css.remedy}>{text(fault.remedy)}</p>
        </li>
      ))}
    </ul>
  )
}
