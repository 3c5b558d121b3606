import { Input } from 'antd'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { bodyIn, type ItemBody, Labelled, textIn } from './item-parts.tsx'

/** A text in both languages, Chinese above English. */
export function BothLanguages({
  name,
  value,
  locked,
  onChange,
}: {
  name: string
  value: unknown
  locked: boolean
  onChange: (next: ItemBody) => void
}) {
  const t = useWords()
  const text = bodyIn(value)
  return (
    <Labelled label={t(`casework:item.${name}`)}>
      {(['zh', 'en'] as const).map((language) => (
        <Input
          key={language}
          aria-label={`${t(`casework:item.${name}`)} ${t(`casework:item.language.${language}`)}`}
          placeholder={t(`casework:item.language.${language}`)}
          disabled={locked}
          value={textIn(text[language])}
          onChange={({ target }) => onChange({ ...text, [language]: target.value })}
        />
      ))}
    </Labelled>
  )
}
