import { Input } from 'antd'
import { useState } from 'react'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type Body, bodyIn, type PartProps, textIn } from './body.ts'
import { lacksEnglish, pairsIn, withEnglish } from './translations.ts'
import css from './write.module.css'

/** The translator's part: every Chinese text with its English below it. Open for whoever does nothing else here. */
export function TranslationPart({ policy, locked, put }: PartProps) {
  const t = useWords()
  const may = useMay()
  const names = bodyIn(policy['parameterNames'])
  const lacking = lacksEnglish(policy)
  const [open, setOpen] = useState(!may('publication.openDraft'))
  const field = (key: string, zh: string, en: string, optional: boolean, set: (en: string) => void) => (
    <div key={key} className={css.pair}>
      <span>
        {zh}
        {optional && <span className="work-soft"> {t('policy:screens.write.mayStay')}</span>}
      </span>
      <Input.TextArea
        aria-label={t('policy:screens.write.englishOf', { text: zh.slice(0, 30) })}
        autoSize
        lang="en"
        disabled={locked}
        value={en}
        onChange={(event) => set(event.target.value.replace(/\n/g, ' '))}
      />
    </div>
  )
  return (
    <Sheet
      title={t('policy:screens.write.translation')}
      aside={
        <span className="work-soft" data-lacks-english={lacking}>
          {lacking
            ? t('policy:screens.write.lacksEnglish', { count: lacking })
            : t('policy:screens.write.hasEnglish')}
        </span>
      }
    >
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('policy:screens.write.showTranslation')}</summary>
        {open &&
          pairsIn(policy).map(({ path, zh, en, optional }) =>
            field(path.join('/'), zh, en, optional, (next) => put(withEnglish(policy, path, next) as Body)),
          )}
        {open &&
          Object.keys(bodyIn(policy['parameters'])).map((name) =>
            field(`parameter ${name}`, name, textIn(names[name]), false, (next) => {
              const { [name]: _, ...others } = names
              put({ parameterNames: next ? { ...others, [name]: next } : others })
            }),
          )}
      </details>
    </Sheet>
  )
}
