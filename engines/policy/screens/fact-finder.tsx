import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import css from './playground.module.css'

const most = 8

interface Word {
  readonly id: string
  readonly title: { readonly zh: string }
  readonly yearly: boolean
}

/** How a rule names a fact: in Chinese by its name, in English by its identifier; of a yearly one, last year's. */
const ruleName = ({ id, title, yearly }: Word, language: 'zh' | 'en'): string =>
  language === 'zh' ? `${yearly ? '上年' : ''}${title.zh}` : `${id}${yearly ? '.lastYear' : ''}`

/** The words that a rule may use, found by any part of their name and put where the rule is being written. */
export function FactFinder({ onChoose }: { onChoose: (name: string) => void }) {
  const { t } = useTranslation('policy')
  const text = useText()
  const language = useLanguage()
  const facts = useCityWords().words?.facts ?? []
  const [q, setQ] = useState('')
  const wanted = q.trim().toLowerCase()
  const found = wanted
    ? facts
        .filter(({ id, title, type }) =>
          type === 'list' ? false : `${id} ${title.zh} ${title.en}`.toLowerCase().includes(wanted),
        )
        .slice(0, most)
    : []
  return (
    <div className={css.finder}>
      <TextField
        name="fact"
        type="search"
        label={t('screens.playground.find')}
        hint={t('screens.playground.findHint', { total: facts.length })}
        value={q}
        onChange={setQ}
      />
      {wanted && found.length === 0 && <p className={css.remedy}>{t('screens.playground.noFact')}</p>}
      <ul>
        {found.map((fact) => (
          <li key={fact.id}>
            <button type="button" onClick={() => onChoose(ruleName(fact, language))}>
              {text(fact.title)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
