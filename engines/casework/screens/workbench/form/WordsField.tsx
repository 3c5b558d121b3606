import { Button, Input } from 'antd'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type Body, bodyIn, textIn } from '../../../catalogue/form/values.ts'
import css from './form.module.css'

interface WordsProps {
  readonly name: string
  readonly locked: boolean
  readonly value: unknown
  readonly onChange: (next: Body) => void
}

/** A text in both languages, Chinese above English. */
export function WordsField({ name, locked, value, onChange }: WordsProps) {
  const t = useWords()
  const words = bodyIn(value)
  return (
    <div className={css.both}>
      {(['zh', 'en'] as const).map((language) => (
        <Input.TextArea
          key={language}
          autoSize={{ minRows: 1, maxRows: 8 }}
          aria-label={`${name} ${t(`casework:item.language.${language}`)}`}
          placeholder={t(`casework:item.language.${language}`)}
          disabled={locked}
          value={textIn(words[language])}
          onChange={({ target }) => onChange({ ...words, [language]: target.value })}
        />
      ))}
    </div>
  )
}

/** Texts one under another. */
export function ManyWordsField({
  name,
  locked,
  rows,
  onChange,
}: {
  name: string
  locked: boolean
  rows: readonly Body[]
  onChange: (next: readonly Body[]) => void
}) {
  const t = useWords()
  return (
    <>
      {rows.length === 0 && <p className="work-soft">{t('casework:item.none')}</p>}
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
        <div key={i} className={css.line}>
          <WordsField
            name={`${name} ${i + 1}`}
            locked={locked}
            value={row}
            onChange={(next) => onChange(rows.map((one, j) => (j === i ? next : one)))}
          />
          {!locked && (
            <Button
              type="text"
              danger
              aria-label={t('casework:item.remove', { row: `${name} ${i + 1}` })}
              onClick={() => onChange(rows.filter((_, j) => j !== i))}
            >
              {t('casework:item.removeRow')}
            </Button>
          )}
        </div>
      ))}
      {!locked && (
        <Button size="small" onClick={() => onChange([...rows, {}])}>
          {t('casework:item.addLine')}
        </Button>
      )}
    </>
  )
}
